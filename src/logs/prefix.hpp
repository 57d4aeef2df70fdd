// SPDX-License-Identifier: GPL-2.0-or-later
// What a line begins with. A format is a row of a table: the grammar of its prefix, written as a pattern that reads like the line.
//
//   %q  running number, 1 to 20 digits        %Q  the same, 8 digits or more        %3  three digits, part of the running number
//   %Y  year, 4 digits     %m  month, digits  %b  month, name    %d  day            %T  time of day with an optional fraction
//   %Z  zone: a name, +hhmm, GMT+hh:mm        %<  what came before was local time: keep it apart, go on with an empty one
//   %h  host, a word, without a ':' at its end                  %w  any word        %n  1 to 10 digits
//   %p  process of dumplog, "cg1A-ctisvr"     %L  level or type, up to a '|' or blank
//   %t  SDL record type                       %c  column, up to the next '|'        %x  hexadecimal digits
//   ^   here the text begins, where not behind the prefix      $  end of line
//   %%  '%'      %[  '['      ' '  one or more blanks      '~'  blanks or none      [...]  may be missing
#pragma once

#include "logs/record.hpp"

#include <cstdint>
#include <span>
#include <string_view>

namespace cti::logs {

struct PrefixForm {
    Format format;
    std::string_view pattern;
    /// Can also be meant otherwise ("12:00:00 two-words"): taken only where the file has shown no other form yet.
    bool weak = false;
    /// The line is a head: it says something about the lines that follow.
    bool head = false;
};

/// All forms of lines that begin a record, the strictest first. Sources: the vendors' published logs and guides.
inline constexpr PrefixForm prefix_forms[] = {
    // 28131994.000 |21:53:46.259 |SdlSig   |...
    {Format::sdl, "~%Q.%3~|%T~|%L~|"},
    // 001853112| 2008/09/26 11:50:39.687| 001| AppInfo   | ...
    {Format::sdl_old, "%Q|~%Y/%m/%d %T|~%n|~%L~|"},
    // ... and as it is passed on, without its first columns
    {Format::sdl_old, "|~%t~|"},
    // ciscoLog and everything that descends from it. In front of it may stand what a syslog daemon adds.
    //   <134>25: icmhost1: Feb 13 2007 18:23:21.408 +0000: %ICM_Router_CallRouter-6-10500FF: ...
    //   Jul 02 06:22:31 cucm1 local7 3 : 41679: cucm1.example.net Jul 02 2015 06:22:31 UTC :   %UC_CALLMANAGER-3-...
    //   7091923: Nov 20 10:43:59.435 EDT %MIVR-ICD_CTI-7-UNK: ...
    //   Sep 22 2014 14:34:59.878 -0700: %CCBU_pool-21-thread-1-6-QUEUE_STATISTICS_REQUEST: ...
    {Format::alarm, "[<%n>][MatchedEvent~:~][%b %d %T%< [%h [%w %n~:~]]][%Y-%m-%dT%T%Z%< [%h ]][%h %w %n~:~][%q:~][%h[:] ][*][.]%b %d[ %Y] "
                    "%T %Z~[:]~^%%"},
    // The same as a broadcast to the console: the text stands on the next line.
    {Format::alarm, "[<%n>]%h %w %n~:~%q:~[%h[:] ]%b %d[ %Y] %T %Z~:~$"},
    // 2023-01-24 07:32:38,598 DEBUG [0x000026e0] [file.cpp(1274)] [csf.ecc] [Class::Function] - text
    {Format::jabber, "%Y-%m-%d %T %L %[0x%x]~"},
    // 2023.01.27 10:28:38:819 CET | Info       | Sip | ...
    {Format::broadworks, "%Y.%m.%d %T %Z~|~%L~|~%c~|~"},
    // 66414       2017-11-12 8:58:55 GMT   bwOpenClientServerASConnFailed  Critical  10;37;CAP;192.0.2.80;
    {Format::alarm_table, "~%q %Y-%m-%d %T %Z ^bw"},
    {Format::alarm_table, "^~Identifier Timestamp Alarm Name", false, true},
    // Event Type: Error
    {Format::event_log, "[<%n>][%b %d %T%< %h ][EvntSLog:~]^Event Type:"},
    // Events from February 8, 2007
    {Format::dumplog, "^Events from %b %d, %Y", false, true},
    // 22:21:22:921 cg1A-ctisvr SESSION 9: ...
    {Format::dumplog, "%T %p ", true},
    // An alarm alone: "%UC_CTI-3-CtiProviderOpenFailure: ...", or as event logs print it, "Error: kCtiProviderOpenFailure - ..."
    {Format::alarm, "^%%UC_", true},
    {Format::alarm, "^Error: kCti", true},
};

/// Longest pattern: a group that may be missing is tried as one piece with what follows it.
inline constexpr std::size_t longest_pattern = 160;
static_assert([] {
    for (const PrefixForm& form : prefix_forms)
        if (form.pattern.size() > longest_pattern)
            return false;
    return true;
}());

/// What a prefix holds; the texts lie in the line.
struct Prefix {
    Stamp stamp{};
    Stamp local{};             ///< local time that a syslog daemon put in front of another
    std::string_view number{}; ///< running number
    std::string_view host{}, process{}, level{}, column{}, zone{};
    std::size_t body = 0; ///< offset in the line where the text begins
};

/// Matches one form against a line, which may be followed by further lines. Bounded work: words are at most 255 characters.
bool match_prefix(const PrefixForm& form, std::string_view line, Prefix& prefix);
/// The form that `line` begins with, or nullptr. `established`: the format that the file has shown last; `also`: a weak one that it has
/// shown
/// often enough to be taken in between.
const PrefixForm* find_prefix(std::string_view line, Format established, Format also, Prefix& prefix);

/// The month that `name` begins with ("Nov", "November"), 1..12, or 0.
std::uint8_t month_of(std::string_view name);

} // namespace cti::logs
