// SPDX-License-Identifier: GPL-2.0-or-later
// Prints a libFuzzer dictionary from the tables: dictionary connection|ged188|ctiqbe|bwcap|ucalarm|logs|report|packets|anon|ctireport
#include "bwcap/commands.hpp"
#include "bwcap/elements.hpp"
#include "core/cti_result.hpp"
#include "ged188/tables.hpp"
#include "logs/known_keys.hpp"
#include "ucalarm/catalogue.hpp"

#include <cstdio>
#include <initializer_list>
#include <set>
#include <string>
#include <string_view>

namespace {

std::set<std::string> words;

void add(std::string_view word)
{
    if (!word.empty() && word.size() <= 64)
        words.emplace(word);
}
void number(std::uint64_t value, unsigned width, bool little = false)
{
    std::string word;
    for (unsigned i = 0; i < width; ++i)
        word += static_cast<char>(value >> 8 * (little ? i : width - 1 - i));
    words.insert(word);
}

void ged188()
{
    for (const auto& layout : cti::ged188::all_layouts()) {
        number(layout.spec->number, 2);
        number(layout.spec->number, 4);
    }
    for (unsigned tag = 1; tag <= cti::ged188::last_tag; ++tag) {
        number(tag, 2);
        if (tag < 256)
            number(tag, 1);
    }
    for (const std::uint32_t value : {0u, 1u, 4u, 0x7fffffffu, 0xffffffffu, 0xfffffff8u, 12500u, 65536u})
        number(value, 4);
}
void ctiqbe()
{
    for (const auto& row : cti::cti_results) {
        number(row.value, 4);
        number(row.value, 4, true);
    }
    for (const char* word : {"SEP0011223344AA", "CTIP1", "CTIRP_1", "pdu_number", "u8", "u16", "u32", "u64", "le", "be", "result", "ipv4", "text", "utf16", "bytes",
                             "8:u32le:pdu_number", "0x4:u16:a;", "4294967295:text4294967295:b", ":", ",", "\x16\x03\x01", "GET "})
        add(word);
    for (const std::uint32_t value : {8u, 12u, 16u, 24u, 64u, 65536u, 65528u, 0xffffffffu}) {
        number(value, 4);
        number(value, 4, true);
    }
}
void bwcap()
{
    for (const auto& element : cti::bwcap::elements) {
        const std::size_t slash = element.path.rfind('/');
        const std::string_view last = slash == std::string_view::npos ? element.path : element.path.substr(slash + 1);
        if (last.starts_with('@')) {
            add(std::string{" "} + std::string{last.substr(1)} + "=\"");
        } else if (!last.empty()) {
            add("<" + std::string{last} + ">");
            add("</" + std::string{last} + ">");
        }
        if (element.words)
            for (const auto& word : element.words->words)
                add(word.value);
    }
    for (const auto& command : cti::bwcap::commands)
        add(std::string{" commandType=\""} + std::string{command.name} + "\"");
    for (const char* word : {"<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "<BroadsoftDocument protocol=\"CAP\" version=\"14.0\">", "</BroadsoftDocument>", "<![CDATA[", "]]>",
                             "<!--", "-->", "<!DOCTYPE", "&amp;", "&#x41;", "&#1114112;", "ISO-8859-1", "\xef\xbb\xbf", " HTTP/1.0\r\n", "Authorization: ", "\r\n\r\n"})
        add(word);
}
void ucalarm()
{
    for (const auto& alarm : cti::ucalarm::alarms) {
        add(alarm.name);
        add("%UC_CTI-4-" + std::string{alarm.name} + ": ");
    }
    for (const auto& name : cti::ucalarm::parameter_names) {
        add("[" + std::string{name.key} + "=");
        add(std::string{name.key} + ": ");
    }
    for (const auto& row : cti::cti_results)
        add(std::to_string(static_cast<std::int32_t>(row.value)));
    for (const char* word : {"%UC_", "%[", "]", "Error: ", " - ", "#012", "\\n", "UNKNOWN_PARAMNAME:", "2001:db8::1", "0x8CCC0075", "-1932787616", "172.28.2.179"})
        add(word);
}
void logs()
{
    for (const std::string_view key : cti::logs::sdl_keys)
        add(std::string{key} + "=");
    for (const std::string_view signal : cti::logs::cti_signals)
        add(signal);
    for (const auto& row : cti::logs::key_meanings)
        add(std::string{row.name} + "=");
    // What lines of each form begin with, and what names a message in them.
    for (const char* word : {"28131994.000 |21:53:46.259 |SdlSig   |", "FileHead |UTC:-05:00,Date: 2024/08/12, ", "[CTI-APP] [CTIHandler::OutputCtiMessage ] CTI ",
             "[CTIHandler::processIncomingMessage]", "001853112| 2008/09/26 11:50:39.687| 001| AppInfo   |", "9364: Nov 23 07:09:02.973 COT %JTAPI-PROTOCOL-7-UNK:",
             "sending: com.cisco.cti.protocol.", "received Event: com.cisco.cti.protocol.", "EDT %MIVR-ICD_CTI-7-UNK:", "writing... MHDR: 0000: 00 00 00 04 00 00 00 05",
             " MDATA: 0000: ", "got an event message: {", "Events from February 8, 2007", "22:21:22:921 cg1A-ctisvr SESSION 9: ", "MsgType:", "[part=19.1/14]",
             "10: HOST: Feb 8 2007 05:37:44.658 +0000: %ICM_", "Sep 22 2014 14:34:59.878 -0700: %CCBU_a-1-6-", "cti_message=CTI", "CTIMessageBean [",
             "2023-01-24 07:32:38,598 DEBUG [0x000026e0] [", "pdunames[nPduNum]=", "2023.01.27 10:28:38:819 CET | Info | Sip | ", "<BroadsoftDocument protocol=\"CAP\"",
             "</BroadsoftDocument>", "Jul 02 06:22:31 h local7 3 : 1: h: Jul 02 2015 06:22:31 UTC :  %UC_CTI-3-", "MatchedEvent : ", "Event Type: Error", "Date: 6/28/2005",
             "Time: 11:24:54 AM", "66414 2017-11-12 8:58:55 GMT bw", "Identifier Timestamp Alarm Name", "\r\n", "\xff\xfe", "\xef\xbb\xbf"})
        add(word);
}

/// How connections begin and end, as tests/fuzz/connection.cpp writes events.
void connection()
{
    for (const char* word : {"sKa", "m\x05", "M\x0a", "fFa", "Ff", "rR", "w\x05", "w\x07", "zw\x04", "q\x01", "P\x04", "p\x01", "P\x02"})
        words.insert(word);
}

/// What text and JSON have to escape, cut or replace.
void report()
{
    for (const char* word : {"\"", "\\", "\n", "\x01", "\x7f", "\xc3\xa9", "\xe2\x82\xac", "\xf0\x9f\x98\x80", "\xc0\x80", "\xed\xa0\x80", "{0}", "10.0.0.2", "fd00::1"})
        add(word);
}
/// Types of Ethernet and first bytes of headers: VLAN tags, MPLS, PPPoE, IPv4 with TCP, UDP or a fragment, IPv6 with its extensions, GRE,
/// VXLAN.
void packets()
{
    for (const std::uint64_t type : {0x0800u, 0x86ddu, 0x8100u, 0x88a8u, 0x8847u, 0x8864u, 0x0021u, 0x0057u, 0x6558u, 4789u})
        number(type, 2);
    for (const std::uint64_t word : {0x40060000u, 0x40110000u, 0x402f0000u, 0x45000028u, 0x4600003cu, 0x60000000u, 0x50020000u, 0x50100000u, 0x20003c06u, 0x00002c40u, 0x08000000u})
        number(word, 4);
}

} // namespace

int main(int argc, char** argv)
{
    const std::string_view which = argc > 1 ? argv[1] : "";
    if (which == "connection")
        connection();
    else if (which == "ged188")
        ged188();
    else if (which == "ctiqbe")
        ctiqbe();
    else if (which == "bwcap")
        bwcap();
    else if (which == "ucalarm")
        ucalarm();
    else if (which == "logs")
        logs();
    else if (which == "report")
        report();
    else if (which == "packets" || which == "anon" || which == "ctireport") // captures are made of packets
        packets();
    for (const std::string& word : words) {
        std::fputc('"', stdout);
        for (const char c : word) {
            const auto byte = static_cast<unsigned char>(c);
            if (byte >= 0x20 && byte < 0x7f && c != '"' && c != '\\')
                std::fputc(c, stdout);
            else
                std::printf("\\x%02x", byte);
        }
        std::fputs("\"\n", stdout);
    }
}
