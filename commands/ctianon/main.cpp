// SPDX-License-Identifier: GPL-2.0-or-later
// ctianon: a capture that may be passed on.
#include "capture/files.hpp"
#include "ctianon/log_file.hpp"
#include "ctianon/reading.hpp"
#include "ctianon/search.hpp"
#include "ctianon/writing.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace cti;
using namespace cti::anon;

constexpr const char* usage = R"(Usage: ctianon [options] IN OUT
Writes the capture IN to OUT (pcapng), or the log IN to OUT (text), with everything replaced that names a person, a number, a device or a host. Same frames, lengths and
segments; the same value is always replaced by the same one. OUT is only there when it was searched for every value of IN.

  --key TEXT            the same replacements in every run with this key; who has it can find values by trying. Without: a key that is
                        thrown away
  --key-file FILE       the key is the content of FILE
  --keep-prefix N       keep the first N digits of telephone numbers
  --full-addresses      IP addresses by Crypto-PAn without keeping their printed length; printed ones that have no room become zeros
  --shift SECONDS       move all times, those in GED-188 messages too
  --port PROTOCOL=LIST  also read PROTOCOL (ged188, ctiqbe, bwcap, ucalarm) on these TCP ports: 42027,50000-50010
  --strict              of CTIQBE, blank what no table knows
  --keep-foreign        keep the frames of other protocols, their payload blanked; without, they are left out
  --check               read OUT again and search it once more, replaced bytes included, for values of 8 bytes and more
  --quiet               say nothing where all is well
  --help, --version
)";

struct Options {
    std::string in{}, out{}, key{};
    unsigned keep_prefix = 0;
    Time shift = 0;
    Rules rules{};
    capture::Ports ports{};
    AddressForm addresses = AddressForm::same_length;
    bool keep_foreign = false, check = false, quiet = false;
};

[[noreturn]] void fail(const std::string& why, int code = 2)
{
    std::fprintf(stderr, "ctianon: %s\n", why.c_str());
    std::exit(code);
}

long long number_of(const std::string& text, const char* option)
{
    char* end = nullptr;
    const long long value = std::strtoll(text.c_str(), &end, 10);
    if (text.empty() || *end != '\0')
        fail(std::string{option} + " wants a whole number");
    return value;
}

Options parse(int argc, char** argv)
{
    Options o;
    std::vector<std::string> names;
    for (int i = 1; i < argc; ++i) {
        std::string_view a{argv[i]};
        std::string value;
        const std::size_t equals = a.starts_with("--") ? a.find('=') : std::string_view::npos;
        bool has_value = equals != std::string_view::npos;
        if (has_value) {
            value = a.substr(equals + 1);
            a = a.substr(0, equals);
        }
        const auto argument = [&]() -> const std::string& {
            if (!has_value) {
                if (i + 1 >= argc)
                    fail(std::string{a} + " wants a value");
                value = argv[++i];
            }
            return value;
        };
        if (a == "--help") {
            std::fputs(usage, stdout);
            std::exit(0);
        } else if (a == "--version") {
            std::puts("ctianon " CTI_VERSION);
            std::exit(0);
        } else if (a == "--key") {
            o.key = argument();
            if (o.key.empty())
                fail("--key wants a key");
        } else if (a == "--key-file") {
            std::ifstream file{argument(), std::ios::binary};
            o.key.assign(std::istreambuf_iterator<char>{file}, {});
            if (o.key.empty())
                fail(value + ": no key in it");
        } else if (a == "--keep-prefix") {
            const long long n = number_of(argument(), "--keep-prefix");
            if (n < 0 || n > 15)
                fail("--keep-prefix: 0 to 15");
            o.keep_prefix = static_cast<unsigned>(n);
        } else if (a == "--shift") {
            const long long n = number_of(argument(), "--shift");
            if (n < -4'000'000'000 || n > 4'000'000'000)
                fail("--shift: at most 4000000000 seconds");
            o.rules.shift = n;
            o.shift = n * second;
        } else if (a == "--port") {
            if (const std::string error = o.ports.add(argument()); !error.empty())
                fail("--port: " + error);
        } else if (a == "--full-addresses") {
            o.addresses = AddressForm::any;
        } else if (a == "--strict") {
            o.rules.strict = true;
        } else if (a == "--keep-foreign") {
            o.keep_foreign = true;
        } else if (a == "--check") {
            o.check = true;
        } else if (a == "--quiet") {
            o.quiet = true;
        } else if (a.starts_with("-") && a != "-") {
            fail("no such option: " + std::string{a});
        } else {
            names.emplace_back(argv[i]);
        }
    }
    if (names.size() != 2)
        fail("wants a capture and the name of the new one; --help says more");
    o.in = names[0];
    o.out = names[1];
    if (o.in == "-" || o.out == "-")
        fail("reads twice and writes only what was checked: standard input and output cannot be used");
    return o;
}

std::unique_ptr<capture::CaptureFile> open(const std::string& path)
{
    std::string error;
    auto file = capture::CaptureFile::open(path, error);
    if (!file)
        fail(error);
    return file;
}

void read_all(const Options& o, Reading& reading, FragmentedPackets& fragmented, Replacements& replacements)
{
    const auto file = open(o.in);
    capture::PacketReader reader;
    capture::FileRecord record;
    capture::Packet packet;
    std::uint32_t frame = 0;
    while (file->next(record)) {
        ++frame;
        const std::uint64_t fragments = reader.counts().fragments;
        reader.read({{frame, record.time}, record.link, record.bytes, record.reported}, packet);
        reading.add(packet);
        if (reader.counts().fragments != fragments && record.bytes.size() >= record.reported)
            fragmented.add(frame, record.link, record.bytes, reading.place(frame).ours, replacements);
    }
    if (!file->problem().empty())
        std::fprintf(stderr, "ctianon: %s\n", file->problem().c_str());
    reading.finish();
}

void say_replaced(const Ledger& ledger, const Replacements& replacements)
{
    std::fputs("replaced:", stdout);
    for (std::size_t kind = 2; kind < Ledger::kinds; ++kind) {
        const auto privacy = static_cast<Privacy>(kind);
        std::printf("%s %llu %s%s", kind == 2 ? "" : ",", static_cast<unsigned long long>(ledger.values[kind]), privacy_name(privacy),
            privacy == Privacy::free_text ? "" : "s");
    }
    std::printf("\nblanked: %llu bytes that could not be read\n", static_cast<unsigned long long>(ledger.blanked));
    if (replacements.without_room())
        std::printf(
            "zeros: %llu printed addresses, for which there was no room\n", static_cast<unsigned long long>(replacements.without_room()));
}

} // namespace

int main(int argc, char** argv)
{
    Options o = parse(argc, argv);
    if (o.key.empty())
        o.key = random_key();
    Replacements replacements{o.key, o.keep_prefix, o.addresses};
    Ledger ledger;
    if (is_log(o.in)) {
        if (o.shift != 0)
            fail("--shift moves the times of captures: those that a log prints stay");
        LogFile log{o.in, replacements, o.rules};
        if (const std::string error = log.write(o.out, o.check); !error.empty())
            fail(error, log.left() ? 1 : 2);
        if (!o.quiet) {
            std::printf("%llu lines in %llu records written, searched for %zu values\n", static_cast<unsigned long long>(log.lines()),
                static_cast<unsigned long long>(log.records()), log.values());
            say_replaced(log.ledger(), replacements);
        }
        return 0;
    }
    Reading reading{o.ports, o.rules, replacements, ledger};
    FragmentedPackets fragmented;
    read_all(o, reading, fragmented, replacements);

    const Search search{ledger, Ledger::shortest};
    const std::string partial = o.out + ".partial";
    std::string error;
    auto writer = capture::Writer::create(partial, error);
    if (!writer)
        fail(error);
    const auto give_up = [&](const std::string& why, int code) {
        writer.reset();
        std::remove(partial.c_str());
        fail(why, code);
    };
    const auto file = open(o.in);
    capture::FileRecord record;
    Writing writing{o.keep_foreign, reading, fragmented, replacements, search, ledger};
    Totals& totals = writing.totals;
    std::vector<std::uint8_t> bytes;
    std::uint32_t frame = 0;
    while (file->next(record)) {
        ++frame;
        ++totals.frames;
        if (record.link == capture::Link::other) {
            ++totals.unknown_link;
            continue;
        }
        bytes.assign(record.bytes.begin(), record.bytes.end());
        const Writing::Result result = writing.frame(frame, record.link, bytes, record.reported);
        if (result == Writing::Result::left_out)
            continue;
        if (result == Writing::Result::refused)
            give_up("frame " + std::to_string(frame) + ", byte " + std::to_string(writing.left.at) + ": a value of the kind '" +
                        privacy_name(writing.left.kind) + "' stands in a field that is taken for protocol; nothing was written",
                1);
        capture::FileRecord out = record;
        out.bytes = bytes;
        if (out.time != no_time)
            out.time += o.shift;
        if (!writer->write(out))
            give_up(writer->problem(), 2);
        ++totals.written;
    }
    if (!writer->close())
        give_up(writer->problem(), 2);
    writer.reset();
    if (o.check) {
        // Free text may hold what names of elements are made of, and was searched where it can be told from them.
        std::erase_if(ledger.originals, [](const auto& value) { return value.second == Privacy::free_text; });
        const Search again{ledger, 8};
        const auto written = open(partial);
        for (frame = 1; written->next(record); ++frame)
            if (const auto hit = again.find(record.bytes))
                give_up("frame " + std::to_string(frame) + " of the new capture, byte " + std::to_string(hit->at) +
                            ": a value of the kind '" + privacy_name(hit->kind) + "' is left; nothing was written",
                    1);
    }
    if (std::rename(partial.c_str(), o.out.c_str()) != 0)
        give_up(o.out + ": cannot be written", 2);

    if (!o.quiet) {
        std::printf("%llu of %llu frames written, %llu messages read, searched for %zu values\n",
            static_cast<unsigned long long>(totals.written), static_cast<unsigned long long>(totals.frames),
            static_cast<unsigned long long>(reading.messages()), search.values());
        say_replaced(ledger, replacements);
        if (totals.elsewhere)
            std::printf("replaced where protocol was expected: %llu\n", static_cast<unsigned long long>(totals.elsewhere));
        if (totals.foreign)
            std::printf("%s: %llu frames of other protocols\n", o.keep_foreign ? "payload blanked" : "left out",
                static_cast<unsigned long long>(totals.foreign));
        if (totals.fragments)
            std::printf(
                "payload blanked: %llu IP fragments whose packet is not whole\n", static_cast<unsigned long long>(totals.fragments));
        if (totals.unknown_link)
            std::printf("left out: %llu frames of a link type that is not read\n", static_cast<unsigned long long>(totals.unknown_link));
        if (reading.tls_bytes())
            std::printf("kept as it is: %llu bytes of TLS\n", static_cast<unsigned long long>(reading.tls_bytes()));
    }
    return 0;
}
