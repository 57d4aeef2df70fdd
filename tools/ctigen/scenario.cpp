// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenario.hpp"

#include "encoder.hpp"
#include "payload.hpp"
#include "wire.hpp"

#include <algorithm>
#include <list>
#include <utility>

namespace ctigen {
namespace {

constexpr std::size_t most_repeats = 1000000, most_segments = 2000000, largest_segment = 65000, largest_snaplen = 262144;
constexpr std::size_t most_syn_retries = 10;

struct Connection : TcpConnection {
    std::string name;
    std::unique_ptr<MessageEncoder> encoder;
};

/// A change of a message's bytes after it was encoded.
struct Corruption {
    enum class Kind : std::uint8_t { overwrite, insert, append, cut };
    Kind kind = Kind::overwrite;
    std::int64_t at = 0;    ///< from the start, or from the end where negative; for a cut: how many bytes
    Octets bytes;
};

/// What the scenario asked for the next message only.
struct NextMessage {
    std::vector<Corruption> corruptions;
    Delivery delivery;
};

std::uint16_t parse_port(std::string_view text)
{
    const std::int64_t port = parse_number(text);
    if (port < 0 || port > 65535)
        throw Complaint{"a port is at most 65535: '" + std::string{text} + "'"};
    return static_cast<std::uint16_t>(port);
}

bool opens_block(const Word& word) { return word.is("repeat") || word.is("merge"); }

Corruption parse_corruption(Words words)
{
    const Complaint form{"expected: corrupt at=n bytes=hex | corrupt at=n insert=hex | corrupt append=hex | corrupt cut=n"};
    Corruption c;
    bool has_at = false, has_kind = false;
    for (const Word& word : words.subspan(1)) {
        const std::string key = word.key();
        if (!word.is_pair() || (key != "at" && has_kind))
            throw form;
        has_kind = has_kind || key != "at";
        if (key == "at") {
            c.at = parse_number(word.value());
            has_at = true;
        } else if (key == "bytes") {
            c.bytes = parse_hex(word.value());
        } else if (key == "insert") {
            c.kind = Corruption::Kind::insert;
            c.bytes = parse_hex(word.value());
        } else if (key == "append") {
            c.kind = Corruption::Kind::append;
            c.bytes = parse_hex(word.value());
        } else if (key == "cut") {
            c.kind = Corruption::Kind::cut;
            c.at = parse_number(word.value());
        } else {
            throw form;
        }
    }
    const bool wants_at = c.kind == Corruption::Kind::overwrite || c.kind == Corruption::Kind::insert;
    if (!has_kind || has_at != wants_at)
        throw form;
    return c;
}

void apply(const Corruption& c, Octets& message)
{
    const auto size = static_cast<std::int64_t>(message.size());
    const std::int64_t at = c.at < 0 ? size + c.at : c.at;
    const std::int64_t reach = c.kind == Corruption::Kind::overwrite ? at + static_cast<std::int64_t>(c.bytes.size()) : at;
    if (c.kind != Corruption::Kind::append && (at < 0 || reach > size))
        throw Complaint{"the corruption lies outside the message of " + std::to_string(size) + " bytes"};
    switch (c.kind) {
    case Corruption::Kind::overwrite: std::copy(c.bytes.begin(), c.bytes.end(), message.begin() + at); break;
    case Corruption::Kind::insert: message.insert(message.begin() + at, c.bytes.begin(), c.bytes.end()); break;
    case Corruption::Kind::append: append(message, c.bytes); break;
    case Corruption::Kind::cut: message.resize(static_cast<std::size_t>(size - at)); break;
    }
}

SegmentSet parse_segments(Words words)
{
    SegmentSet set;
    set.all = words.size() == 1;
    for (const Word& word : words.subspan(1))
        set.numbers.insert(parse_positive(word.text, most_segments));
    return set;
}

Side side_of(const Word& word)
{
    if (word.is(">"))
        return client;
    if (word.is("<"))
        return server;
    throw Complaint{"expected > (from the client) or < (from the server), not '" + word.text + "'"};
}

/// The side of `fin <`; the client's where none is named.
Side optional_side(Words words, const char* form)
{
    need(words, 1, 2, form);
    return words.size() == 2 ? side_of(words[1]) : client;
}

class Story {
public:
    Story(std::string_view text, const std::string& file)
        : file_{file}, folder_{std::filesystem::path{file}.parent_path()}, lines_{split_lines(text)}
    {
    }

    Capture tell()
    {
        run(0, lines_.size());
        if (capture_.comment.empty())
            throw ScenarioError{file_, 1, "the scenario has no title: capture \"what it shows\""};
        if (wire_.has_open_comment())
            throw ScenarioError{file_, lines_.back().number, "the last comment has no packet to stand at"};
        capture_.packets = wire_.take_packets();
        return std::move(capture_);
    }

private:
    using Handler = void (Story::*)(Words);

    static const std::map<std::string, Handler, std::less<>>& handlers()
    {
        static const std::map<std::string, Handler, std::less<>> table{
            {"capture", &Story::title}, {"start", &Story::start},         {"resolution", &Story::resolution}, {"step", &Story::step},
            {"wait", &Story::wait},     {"host", &Story::host},           {"tcp", &Story::tcp},               {"udp", &Story::udp},
            {"syn", &Story::syn},       {"synrst", &Story::synrst},       {"comment", &Story::comment},       {"segment", &Story::segment},
            {"drop", &Story::drop},     {"duplicate", &Story::duplicate}, {"reorder", &Story::reorder},       {"corrupt", &Story::corrupt},
            {"snaplen", &Story::snaplen},
        };
        return table;
    }

    /// Runs the statements [begin, end).
    void run(std::size_t begin, std::size_t end)
    {
        for (std::size_t at = begin; at < end; ++at) {
            const unsigned number = lines_[at].number;
            try {
                const std::vector<Word> words = split_words(substitute(lines_[at].text, counters_));
                if (words.empty())
                    continue;
                if (opens_block(words[0])) {
                    const std::size_t close = find_end(at, end);
                    block(words, at + 1, close);
                    at = close;
                } else {
                    statement(words);
                }
            } catch (const Complaint& complaint) {
                throw ScenarioError{file_, number, complaint.what()};
            }
        }
    }

    std::size_t find_end(std::size_t open, std::size_t limit) const
    {
        int depth = 0;
        for (std::size_t at = open; at < limit; ++at) {
            const std::string& text = lines_[at].text;
            const std::string first = text.substr(0, text.find_first_of(" \t"));
            if (first == "repeat" || first == "merge")
                ++depth;
            if (first == "end" && --depth == 0)
                return at;
        }
        throw Complaint{"this block has no 'end'"};
    }

    void block(Words words, std::size_t begin, std::size_t end)
    {
        if (words[0].is("merge"))
            merge(words, begin, end);
        else
            repeat(words, begin, end);
    }

    void merge(Words words, std::size_t begin, std::size_t end)
    {
        need(words, 1, 1, "merge");
        if (merging_)
            throw Complaint{"a merge inside a merge"};
        merging_ = true;
        run(begin, end);
        merging_ = false;
        if (Connection* c = std::exchange(merge_connection_, nullptr))
            wire_.message(*c, merge_side_, std::exchange(merged_, {}), std::exchange(next_, {}).delivery);
    }

    void repeat(Words words, std::size_t begin, std::size_t end)
    {
        if (words.size() != 2 && (words.size() != 4 || !words[2].is("as")))
            throw Complaint{"expected: repeat count [as name]"};
        const std::size_t count = parse_positive(words[1].text, most_repeats);
        const std::string name = words.size() == 4 ? words[3].text : "i";
        if (counters_.contains(name))
            throw Complaint{"the counter '" + name + "' is in use by an outer repeat: repeat count as name"};
        for (std::size_t i = 1; i <= count; ++i) {
            counters_[name] = static_cast<std::int64_t>(i);
            run(begin, end);
        }
        counters_.erase(name);
    }

    void statement(Words words)
    {
        if (words[0].quoted)
            throw Complaint{"a statement does not begin with a text"};
        if (const auto handler = handlers().find(words[0].text); handler != handlers().end())
            return (this->*handler->second)(words);
        if (words[0].is("end"))
            throw Complaint{"an 'end' without a block"};
        for (Connection& c : connections_)
            if (c.name == words[0].text)
                return connection_statement(c, words.subspan(1));
        throw Complaint{"neither a statement nor a connection: '" + words[0].text + "'"};
    }

    void title(Words words)
    {
        need(words, 2, 2, "capture \"what it shows\"");
        if (!capture_.comment.empty())
            capture_.comment += "\n";
        capture_.comment += words[1].text;
    }

    void start(Words words)
    {
        need(words, 2, 2, "start 2026-01-15T09:00:00Z");
        if (wire_.has_started())
            throw Complaint{"'start' stands before the first packet"};
        wire_.start_at(parse_time(words[1].text));
    }

    void resolution(Words words)
    {
        if (words.size() != 2 || !(words[1].is("us") || words[1].is("ns")))
            throw Complaint{"expected: resolution us | ns"};
        capture_.nanoseconds = words[1].is("ns");
    }

    void step(Words words)
    {
        need(words, 2, 2, "step duration");
        wire_.step(parse_duration(words[1].text));
    }

    void wait(Words words)
    {
        need(words, 2, 2, "wait duration");
        wire_.wait(parse_duration(words[1].text));
    }

    void host(Words words)
    {
        constexpr const char* form = "host name address [mac aa:bb:cc:dd:ee:ff]";
        need(words, 3, 5, form);
        if (hosts_.contains(words[1].text))
            throw Complaint{"there is a host of this name: '" + words[1].text + "'"};
        Host host = make_host(words[1].text, words[2].text);
        if (words.size() > 3) {
            const Octets mac = words.size() == 5 && words[3].is("mac") ? parse_hex(words[4].text) : Octets{};
            if (mac.size() != host.mac.size())
                throw Complaint{std::string{"expected: "} + form};
            std::copy(mac.begin(), mac.end(), host.mac.begin());
        }
        hosts_.emplace(host.name, host);
    }

    /// "client:50001": a host and a port.
    Endpoint endpoint(const Word& word)
    {
        const std::size_t colon = word.text.rfind(':');
        if (colon == std::string::npos)
            throw Complaint{"expected host:port, not '" + word.text + "'"};
        const auto host = hosts_.find(word.text.substr(0, colon));
        if (host == hosts_.end())
            throw Complaint{"there is no host '" + word.text.substr(0, colon) + "'"};
        return {&host->second, parse_port(std::string_view{word.text}.substr(colon + 1))};
    }

    void tcp(Words all)
    {
        const Words words = take_comment(all);
        need(words, 4, 6, "tcp name client:port server:port [midstream] [mss=n]");
        const std::string& name = words[1].text;
        if (handlers().contains(name) || opens_block(words[1]) || words[1].is("end"))
            throw Complaint{"a connection cannot have the name of a statement: '" + name + "'"};
        for (const Connection& c : connections_)
            if (c.name == name)
                throw Complaint{"there is a connection of this name: '" + name + "'"};
        Connection connection;
        static_cast<TcpConnection&>(connection) = wire_.connect(endpoint(words[2]), endpoint(words[3]));
        connection.name = name;
        bool midstream = false;
        for (const Word& option : words.subspan(4)) {
            if (option.is("midstream"))
                midstream = true;
            else if (option.is_pair() && option.key() == "mss")
                connection.mss = static_cast<std::uint16_t>(parse_positive(option.value(), largest_segment));
            else
                throw Complaint{"no such option of tcp: '" + option.text + "' (midstream, mss=n)"};
        }
        connections_.push_back(std::move(connection));
        if (!midstream)
            wire_.handshake(connections_.back());
    }

    void udp(Words all)
    {
        const Words words = take_comment(all);
        if (words.size() < 4)
            throw Complaint{"expected: udp sender:port receiver:port bytes"};
        const Endpoint from = endpoint(words[1]), to = endpoint(words[2]);
        Octets payload = build_payload(words.subspan(3), folder_);
        for (const Corruption& c : std::exchange(next_, {}).corruptions)
            apply(c, payload);
        wire_.datagram(from, to, payload);
    }

    void syn(Words all)
    {
        constexpr const char* form = "syn client:port server:port [retries=n]";
        const Words words = take_comment(all);
        need(words, 3, 4, form);
        std::size_t retries = 0;
        if (words.size() == 4) {
            if (words[3].key() != "retries" || !words[3].is_pair())
                throw Complaint{std::string{"expected: "} + form};
            retries = parse_positive(words[3].value(), most_syn_retries);
        }
        wire_.unanswered_syn(endpoint(words[1]), endpoint(words[2]), retries);
    }

    void synrst(Words all)
    {
        const Words words = take_comment(all);
        need(words, 3, 3, "synrst client:port server:port");
        wire_.refused_syn(endpoint(words[1]), endpoint(words[2]));
    }

    void comment(Words words)
    {
        need(words, 2, 2, "comment \"text\"");
        wire_.comment(words[1].text);
    }

    void segment(Words words)
    {
        if (words.size() < 2)
            throw Complaint{"expected: segment size [size...] | off"};
        std::vector<std::size_t> sizes;
        if (words.size() > 2 || !words[1].is("off"))
            for (const Word& word : words.subspan(1))
                sizes.push_back(parse_positive(word.text, largest_segment));
        wire_.segment_sizes(std::move(sizes));
    }

    void snaplen(Words words)
    {
        need(words, 2, 2, "snaplen bytes | off");
        wire_.snaplen(words[1].is("off") ? 0 : parse_positive(words[1].text, largest_snaplen));
    }

    void drop(Words words) { next_.delivery.drop = parse_segments(words); }
    void duplicate(Words words) { next_.delivery.duplicate = parse_segments(words); }
    void reorder(Words words)
    {
        std::vector<std::size_t> order;
        for (const Word& word : words.subspan(1))
            order.push_back(parse_positive(word.text, most_segments));
        next_.delivery.order = std::move(order);
    }
    void corrupt(Words words) { next_.corruptions.push_back(parse_corruption(words)); }

    /// Takes a trailing `comment "text"` off and keeps it for the next packet.
    Words take_comment(Words words)
    {
        if (words.size() < 3 || !words[words.size() - 2].is("comment"))
            return words;
        wire_.comment(words.back().text);
        return words.first(words.size() - 2);
    }

    void connection_statement(Connection& c, Words all)
    {
        const Words words = take_comment(all);
        if (words.empty())
            throw Complaint{"what does the connection do?"};
        const Word& verb = words[0];
        if (verb.is(">") || verb.is("<")) {
            message(c, side_of(verb), words.subspan(1));
        } else if (verb.is("dialect")) {
            if (words.size() < 2)
                throw Complaint{"expected: dialect name [options]"};
            c.encoder = make_encoder(words.subspan(1));
        } else if (verb.is("fin")) {
            control(c, optional_side(words, "fin [>|<]"), tcp_flag::fin | tcp_flag::ack);
        } else if (verb.is("reset")) {
            control(c, optional_side(words, "reset [>|<]"), tcp_flag::rst | tcp_flag::ack);
        } else if (verb.is("ack")) {
            control(c, optional_side(words, "ack [>|<]"), tcp_flag::ack);
        } else if (verb.is("close")) {
            const Side first = optional_side(words, "close [>|<]");
            control(c, first, tcp_flag::fin | tcp_flag::ack);
            control(c, other(first), tcp_flag::fin | tcp_flag::ack);
            control(c, first, tcp_flag::ack);
        } else if (verb.is("acks")) {
            if (words.size() != 2 || !(words[1].is("on") || words[1].is("off")))
                throw Complaint{"expected: acks on | off"};
            c.acknowledges = words[1].is("on");
        } else if (verb.is("hide") || verb.is("show")) {
            need(words, 2, 2, "hide > | <");
            c.hidden[side_of(words[1])] = verb.is("hide");
        } else if (verb.is("skip")) {
            need(words, 3, 3, "skip > | < bytes");
            c.next_sequence[side_of(words[1])] += static_cast<std::uint32_t>(parse_positive(words[2].text, 1 << 30));
        } else {
            play(c, words);
        }
    }

    void control(Connection& c, Side side, unsigned flags)
    {
        if (merging_)
            throw Complaint{"a merge holds messages only"};
        wire_.control(c, side, flags);
    }

    /// A statement of the dialect's own, such as every_message.
    void play(Connection& c, Words words)
    {
        const std::vector<ScriptedMessage> messages = c.encoder ? c.encoder->script(words) : std::vector<ScriptedMessage>{};
        if (messages.empty())
            throw Complaint{"a connection cannot '" + words[0].text +
                            "' (> < dialect fin reset ack close acks hide show skip, or a statement of its dialect)"};
        for (const ScriptedMessage& m : messages) {
            if (!m.comment.empty())
                wire_.comment(m.comment);
            send(c, m.from_client ? client : server, m.bytes);
        }
    }

    void message(Connection& c, Side side, Words words)
    {
        if (words.empty())
            throw Complaint{"what is sent?"};
        if (words.size() == 1 && words[0].is("fin"))
            return control(c, side, tcp_flag::fin | tcp_flag::ack);
        if (words.size() == 1 && words[0].is("rst"))
            return control(c, side, tcp_flag::rst | tcp_flag::ack);
        if (is_piece(words[0]))
            return send(c, side, build_payload(words, folder_));
        if (!c.encoder)
            throw Complaint{"'" + words[0].text + "' is no kind of bytes, and '" + c.name + "' has no dialect yet: " + c.name +
                            " dialect name [options]"};
        send(c, side, c.encoder->encode(side == client, words));
    }

    void send(Connection& c, Side side, Octets bytes)
    {
        for (const Corruption& corruption : std::exchange(next_.corruptions, {}))
            apply(corruption, bytes);
        if (!merging_)
            return wire_.message(c, side, bytes, std::exchange(next_, {}).delivery);
        if (merge_connection_ && (merge_connection_ != &c || merge_side_ != side))
            throw Complaint{"a merge holds messages of one connection and one direction"};
        merge_connection_ = &c;
        merge_side_ = side;
        append(merged_, bytes);
    }

    std::string file_;
    std::filesystem::path folder_;
    std::vector<Line> lines_;
    std::map<std::string, std::int64_t> counters_;
    std::map<std::string, Host> hosts_;
    std::list<Connection> connections_;    // a list: a merge and the wire point at connections
    Capture capture_;
    Wire wire_;
    NextMessage next_;
    bool merging_ = false;
    Connection* merge_connection_ = nullptr;
    Side merge_side_ = client;
    Octets merged_;
};

} // namespace

Capture run_scenario(std::string_view text, const std::string& file)
{
    return Story{text, file}.tell();
}

std::string scenario_title(std::string_view text, const std::string& file)
{
    for (const Line& line : split_lines(text)) {
        try {
            const std::vector<Word> words = split_words(line.text);
            if (words.size() == 2 && words[0].is("capture"))
                return words[1].text;
        } catch (const Complaint& complaint) {
            throw ScenarioError{file, line.number, complaint.what()};
        }
    }
    throw ScenarioError{file, 1, "the scenario has no title: capture \"what it shows\""};
}

} // namespace ctigen
