// SPDX-License-Identifier: GPL-2.0-or-later
// The hand-written vectors (tests/vectors/ged188/README.md) against the decode core and the session rules.
#include "bytes.hpp"

#include "ged188/session.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

namespace cti::ged188::test {
namespace {

/// One value as the vector writes it.
struct Wanted {
    enum class Kind { number, text, bytes, named } kind;
    std::int64_t number = 0;
    std::string text{};            ///< characters, or raw bytes
    std::string name{}, value{};
    int index = -1;                ///< of a NAMEDARRAY
};

struct Vector {
    std::string where, title;
    int version = -1;              ///< -1: not known before the message
    Dialect dialect = Dialect::ucce;
    Sender sender = Sender::unknown;
    Buffer message;
    bool framing_broken = false;   ///< MessageLength is not the number of bytes that follow
    std::map<std::string, std::vector<Wanted>> expect;
    std::set<std::string> findings;
};

int hex_digit(char c) { return c <= '9' ? c - '0' : c - 'a' + 10; }

class Reader {
public:
    explicit Reader(std::string_view text) : text_{text} {}

    std::vector<Wanted> values()
    {
        std::vector<Wanted> out;
        skip();
        while (at_ < text_.size()) {
            out.push_back(one());
            skip();
            if (at_ < text_.size() && text_[at_] != ',')
                throw std::runtime_error("a comma is missing: " + std::string{text_});
            ++at_;
            skip();
        }
        return out;
    }

private:
    void skip()
    {
        while (at_ < text_.size() && text_[at_] == ' ')
            ++at_;
    }
    bool word(std::string_view w)
    {
        if (!text_.substr(at_).starts_with(w))
            return false;
        at_ += w.size();
        skip();
        return true;
    }
    std::string quoted()
    {
        std::string out;
        for (++at_; text_.at(at_) != '"'; ++at_) {
            if (text_[at_] != '\\') {
                out += text_[at_];
            } else if (text_.at(++at_) == 'x') {
                out += static_cast<char>(hex_digit(text_.at(at_ + 1)) * 16 + hex_digit(text_.at(at_ + 2)));
                at_ += 2;
            } else {
                out += text_[at_];
            }
        }
        ++at_;
        skip();
        return out;
    }
    std::string token()
    {
        const std::size_t end = std::min(text_.find_first_of(" ,", at_), text_.size());
        const std::string out{text_.substr(at_, end - at_)};
        at_ = end;
        skip();
        return out;
    }
    Wanted one()
    {
        if (word("named ")) {
            Wanted w{Wanted::Kind::named};
            w.name = quoted();
            if (text_.at(at_) != '"')
                w.index = std::stoi(token());
            w.value = quoted();
            return w;
        }
        if (text_[at_] == '"')
            return {Wanted::Kind::text, 0, quoted()};
        if (word("hex")) {
            Wanted w{Wanted::Kind::bytes};
            const std::string digits = token();
            for (std::size_t i = 0; i + 1 < digits.size(); i += 2)
                w.text += static_cast<char>(hex_digit(digits[i]) * 16 + hex_digit(digits[i + 1]));
            return w;
        }
        return {Wanted::Kind::number, std::stoll(token(), nullptr, 0)};
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

std::string trimmed(std::string_view text)
{
    const auto first = text.find_first_not_of(' ');
    return first == std::string_view::npos ? "" : std::string{text.substr(first, text.find_last_not_of(' ') - first + 1)};
}

void section_line(Vector& v, const std::string& section, std::string_view line)
{
    if (section == "hex") {
        std::istringstream words{std::string{line.substr(0, line.find('#'))}};
        for (std::string byte; words >> byte;)
            v.message.push_back(static_cast<std::uint8_t>(std::stoul(byte, nullptr, 16)));
    } else if (section == "expect") {
        const auto equals = line.find(" =");
        v.expect[trimmed(line.substr(0, equals))] = Reader{line.substr(equals + 2)}.values();
    } else {
        throw std::runtime_error("an indented line outside hex and expect");
    }
}

std::vector<Vector> read_file(const std::filesystem::path& path)
{
    std::vector<Vector> out;
    std::ifstream file{path};
    std::string line, section;
    for (int number = 1; std::getline(file, line); ++number) {
        if (trimmed(line).empty() || line[0] == '#')
            continue;
        if (line[0] == ' ') {
            section_line(out.back(), section, line);
            continue;
        }
        section = line.substr(0, line.find(':'));
        const std::string rest = trimmed(std::string_view{line}.substr(section.size() + 1));
        if (section == "vector") {
            out.push_back({path.filename().string() + ":" + std::to_string(number), rest, -1, Dialect::ucce, Sender::unknown, {}, false, {}, {}});
        } else if (section == "session") {
            if (rest.find("version=unknown") == std::string::npos)
                out.back().version = std::stoi(rest.substr(rest.find('=') + 1));
            out.back().dialect = rest.find("dialect=uccx") != std::string::npos ? Dialect::uccx : Dialect::ucce;
        } else if (section == "from") {
            out.back().sender = rest == "client" ? Sender::client : Sender::server;
        } else if (section == "findings") {
            std::istringstream words{rest};
            for (std::string id; std::getline(words, id, ',');)
                out.back().findings.insert(trimmed(id));
        } else if (section == "framing") {
            out.back().framing_broken = rest == "broken";
        } else if (section != "hex" && section != "expect") {
            throw std::runtime_error(path.string() + ":" + std::to_string(number) + ": " + line);
        }
    }
    return out;
}

/// What a message alone can give rise to, as the vectors know it; other findings are shades the vectors leave open.
const std::set<std::string>& listed_findings()
{
    static const std::set<std::string> all{
        "ged188.bad_length", "ged188.cleartext_password", "ged188.control_failure", "ged188.failure", "ged188.incompatible_version",
        "ged188.not_in_version", "ged188.pg_impaired", "ged188.server_offline", "ged188.standby", "ged188.trailing_bytes",
        "ged188.unexpected_field", "ged188.unknown_message", "ged188.unknown_tag", "ged188.width_guessed"};
    return all;
}

/// Parts and leftovers that `expect` does not list.
bool is_unlisted(const std::string& filter) { return filter == "ged188.undecoded"; }

std::string printable(std::string_view raw)
{
    std::string out;
    char hex[4];
    for (const char c : raw)
        if (c >= 0x20 && c < 0x7f) {
            out += c;
        } else {
            std::snprintf(hex, sizeof hex, "%02x", static_cast<unsigned char>(c));
            out += "\\x" + std::string{hex};
        }
    return out;
}

void check_value(const Vector& v, const std::string& filter, const Wanted& wanted, const Seen& seen)
{
    switch (wanted.kind) {
    case Wanted::Kind::number: {
        ASSERT_EQ(seen.what, Seen::What::number) << filter;
        const bool is_signed = fields()[find_field(filter)].type == Type::i32;
        const std::int64_t value = is_signed ? std::int64_t{static_cast<std::int32_t>(seen.number)} : static_cast<std::int64_t>(seen.number);
        EXPECT_EQ(value, wanted.number) << filter;
        break;
    }
    case Wanted::Kind::text:
        ASSERT_EQ(seen.what, Seen::What::text) << filter;
        EXPECT_EQ(printable(seen.text), printable(wanted.text)) << filter;
        break;
    case Wanted::Kind::bytes:
        ASSERT_EQ(seen.what, Seen::What::bytes) << filter;
        EXPECT_EQ(printable(seen.text), printable(wanted.text)) << filter;
        break;
    case Wanted::Kind::named: {
        ASSERT_EQ(seen.what, Seen::What::text) << filter;
        const std::string shown = wanted.name + (wanted.index < 0 ? "" : "[" + std::to_string(wanted.index) + "]") + "=" + wanted.value;
        EXPECT_EQ(seen.text, shown) << filter;
        // The field's span is its data bytes: index, name, NUL, value.
        std::string data = (wanted.index < 0 ? "" : std::string(1, static_cast<char>(wanted.index))) + wanted.name + '\0' + wanted.value;
        const std::string raw{reinterpret_cast<const char*>(v.message.data()) + seen.where.offset, seen.where.length};
        EXPECT_EQ(printable(raw.substr(0, data.size())), printable(data).substr(0, printable(raw).size())) << filter;
        break;
    }
    }
}

void check_vector(const Vector& v)
{
    Settings settings;
    settings.forced_dialect = v.dialect;
    Session session{settings, v.dialect == Dialect::uccx, std::make_shared<SessionInfo>(), [] { return false; }};
    const Side from = v.sender == Sender::server ? Side::server : Side::client;
    if (v.version >= 0) {
        // The message's answer is asked for, so that a refusal finds its OPEN_REQ.
        const std::uint32_t number = be32(v.message.data() + 4);
        const std::uint32_t id = (number == 1 || number == 4) && v.message.size() >= 12 ? be32(v.message.data() + 8) : 0x7f000001;
        const Buffer opening = open_req(static_cast<std::uint32_t>(v.version), id, 0xffffffff, {}, "desk", v.dialect);
        NullSink nothing;
        const Conditions c = session.conditions({1, 1}, Side::client, opening);
        session.on_message({{1, 1}, second, Side::client, opening, true, false}, summarize(opening, c, nothing));
    }
    const Conditions c = session.conditions({2, 1}, from, v.message);
    Collector seen{v.message};
    const Summary summary = summarize(v.message, c, seen);
    const MessageFacts* facts = session.on_message({{2, 1}, 3 * second / 2, from, v.message, false, false}, summary);

    std::map<std::string, std::vector<const Seen*>> got;
    for (const Seen& s : seen.seen)
        if (!is_unlisted(s.filter))
            got[s.filter].push_back(&s);
    for (const auto& [filter, wanted] : v.expect) {
        const auto it = got.find(filter);
        const std::size_t shown = it == got.end() ? 0 : it->second.size();
        EXPECT_EQ(shown, wanted.size()) << filter;
        for (std::size_t i = 0; i < std::min(shown, wanted.size()); ++i)
            check_value(v, filter, wanted[i], *it->second[i]);
    }
    for (const auto& [filter, values] : got)
        EXPECT_TRUE(v.expect.contains(filter)) << filter << " is not expected";

    std::set<std::string> said;
    for (const std::string& id : seen.ids())
        said.insert(id);
    if (facts)
        for (const KeptFinding& f : facts->findings)
            said.insert(f.diagnosis->id);
    if (v.findings.contains("any") || v.framing_broken) { // where a message ends is the framer's affair
        EXPECT_FALSE(said.empty());
        return;
    }
    std::set<std::string> listed;
    std::set_intersection(said.begin(), said.end(), listed_findings().begin(), listed_findings().end(), std::inserter(listed, listed.end()));
    EXPECT_EQ(listed, v.findings);
}

class Vectors : public testing::TestWithParam<std::string> {};

TEST_P(Vectors, DecodeAsWritten)
{
    const auto vectors = read_file(std::filesystem::path{CTI_GED188_VECTORS} / GetParam());
    ASSERT_FALSE(vectors.empty());
    for (const Vector& v : vectors) {
        SCOPED_TRACE(v.where + " " + v.title);
        ASSERT_GE(v.message.size(), 8u);
        ASSERT_FALSE(v.expect.empty());
        check_vector(v);
    }
}

std::vector<std::string> files()
{
    std::vector<std::string> out;
    for (const auto& entry : std::filesystem::directory_iterator{CTI_GED188_VECTORS})
        if (entry.path().extension() == ".txt")
            out.push_back(entry.path().filename().string());
    std::sort(out.begin(), out.end());
    return out;
}

INSTANTIATE_TEST_SUITE_P(HandWritten, Vectors, testing::ValuesIn(files()), [](const auto& info) { return info.param.substr(0, info.param.size() - 4); });

TEST(VectorFiles, AreManyAndReachEveryLayout)
{
    std::size_t count = 0;
    std::set<std::uint32_t> numbers;
    for (const std::string& file : files())
        for (const Vector& v : read_file(std::filesystem::path{CTI_GED188_VECTORS} / file)) {
            ++count;
            numbers.insert(be32(v.message.data() + 4));
        }
    EXPECT_GE(count, 60u);
    for (const CompiledLayout& layout : all_layouts())
        EXPECT_TRUE(numbers.contains(layout.spec->number)) << layout.spec->name;
}

} // namespace
} // namespace cti::ged188::test
