// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenario.hpp"

#include "encoder.hpp"
#include "packet.hpp"
#include "payload.hpp"

#include <algorithm>
#include <list>
#include <numeric>
#include <optional>
#include <set>
#include <utility>

namespace ctigen {
namespace {

constexpr std::size_t most_packets = 2000000, most_repeats = 1000000;
constexpr std::uint16_t ethernet_mss = 1460;
constexpr std::uint32_t first_client_sequence = 1000000, first_server_sequence = 5000000, sequence_step = 10000000;
constexpr std::int64_t syn_timeout = 1000000000;    // RFC 6298: the first retransmission of a SYN comes after 1 s

/// Client and server of a connection as indices.
enum Side : int { client = 0, server = 1 };
Side other(Side side) { return side == client ? server : client; }

struct Connection {
    std::string name;
    std::array<Endpoint, 2> ends{};
    std::array<std::uint32_t, 2> next_sequence{};
    std::array<bool, 2> hidden{};                  ///< what this side sends is not captured
    std::array<bool, 2> acknowledges{};            ///< this side answers every data segment with a bare ACK
    std::uint16_t mss = ethernet_mss;
    std::unique_ptr<MessageEncoder> encoder;
};

/// A change of a message's bytes after it was encoded.
struct Corruption {
    enum class Kind { overwrite, insert, append, cut };
    Kind kind = Kind::overwrite;
    std::int64_t at = 0;                           ///< from the start, or from the end where negative
    Octets bytes;
};

/// Numbers of segments, counted from 1; or all of them.
struct SegmentSet {
    bool all = false;
    std::set<std::size_t> numbers;
    bool contains(std::size_t number) const { return all || numbers.contains(number); }
};

/// What the scenario asked for the next message only.
struct NextMessage {
    std::vector<Corruption> corruptions;
    SegmentSet drop, duplicate;
    std::optional<std::vector<std::size_t>> order;  ///< empty: reversed
};

std::uint16_t parse_port(std::string_view text)
{
    const std::int64_t port = parse_number(text);
    if (port < 0 || port > 65535)
        throw Complaint{"a port is at most 65535: '" + std::string{text} + "'"};
    return static_cast<std::uint16_t>(port);
}

bool opens_block(const Word& word) { return word.is("repeat") || word.is("merge"); }

class Story {
public:
    Story(std::string_view text, const std::string& file)
        : file_{file}, lines_{split_lines(text)}, folder_{std::filesystem::path{file}.parent_path()}
    {
    }

    Capture tell()
    {
        run(0, lines_.size());
        const unsigned last = lines_.empty() ? 1 : lines_.back().number;
        if (capture_.comment.empty())
            throw ScenarioError{file_, 1, "the scenario has no title: capture \"what it shows\""};
        if (!pending_comments_.empty())
            throw ScenarioError{file_, last, "the last comment has no packet to stand at"};
        return std::move(capture_);
    }

private:
    /// Runs the statements [begin, end).
    void run(std::size_t begin, std::size_t end)
    {
        for (std::size_t at = begin; at < end;) {
            const unsigned number = lines_[at].number;
            try {
                const std::vector<Word> words = split_words(substitute(lines_[at].text, counters_));
                if (words.empty()) {
                    ++at;
                } else if (opens_block(words[0])) {
                    const std::size_t close = find_end(at, end);
                    block(words, at + 1, close);
                    at = close + 1;
                } else {
                    statement(words);
                    ++at;
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
        if (words[0].is("merge")) {
            need(words, 1, 1, "merge");
            if (merging_)
                throw Complaint{"a merge inside a merge"};
            merging_ = true;
            run(begin, end);
            merging_ = false;
            if (merge_connection_)
                transmit(*merge_connection_, merge_side_, std::exchange(merged_, {}));
            merge_connection_ = nullptr;
            return;
        }
        need(words, 2, 4, "repeat count [as name]");
        if (words.size() == 3 || (words.size() == 4 && !words[2].is("as")))
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
        using Handler = void (Story::*)(Words);
        static const std::map<std::string, Handler, std::less<>> handlers{
            {"capture", &Story::title},      {"start", &Story::start},        {"resolution", &Story::resolution},
            {"step", &Story::step},          {"wait", &Story::wait},          {"host", &Story::host},
            {"tcp", &Story::tcp},            {"udp", &Story::udp},            {"syn", &Story::syn},
            {"synrst", &Story::synrst},      {"comment", &Story::comment},    {"segment", &Story::segment},
            {"snaplen", &Story::snaplen},    {"drop", &Story::drop},          {"duplicate", &Story::duplicate},
            {"reorder", &Story::reorder},    {"corrupt", &Story::corrupt},
        };
        if (words[0].quoted)
            throw Complaint{"a statement does not begin with a text"};
        if (const auto handler = handlers.find(words[0].text); handler != handlers.end())
            return (this->*handler->second)(words);
        if (words[0].is("end"))
            throw Complaint{"an 'end' without a block"};
        const auto connection =
            std::find_if(connections_.begin(), connections_.end(), [&](const Connection& c) { return c.name == words[0].text; });
        if (connection == connections_.end())
            throw Complaint{"neither a statement nor a connection: '" + words[0].text + "'"};
        connection_statement(*connection, words.subspan(1));
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
        if (started_)
            throw Complaint{"'start' stands before the first packet"};
        now_ = parse_time(words[1].text);
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
        step_ = parse_duration(words[1].text);
    }

    void wait(Words words)
    {
        need(words, 2, 2, "wait duration");
        pending_wait_ = pending_wait_.value_or(0) + parse_duration(words[1].text);
    }

    void host(Words words)
    {
        need(words, 3, 5, "host name address [mac aa:bb:cc:dd:ee:ff]");
        if (hosts_.contains(words[1].text))
            throw Complaint{"there is a host of this name: '" + words[1].text + "'"};
        Host host = make_host(words[1].text, words[2].text);
        if (words.size() > 3) {
            const Octets mac = words.size() == 5 && words[3].is("mac") ? parse_hex(words[4].text) : Octets{};
            if (mac.size() != host.mac.size())
                throw Complaint{"expected: host name address [mac aa:bb:cc:dd:ee:ff]"};
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
        for (const Connection& c : connections_)
            if (c.name == words[1].text)
                throw Complaint{"there is a connection of this name: '" + c.name + "'"};
        Connection connection;
        connection.name = words[1].text;
        connection.ends = {endpoint(words[2]), endpoint(words[3])};
        const std::uint32_t shift = static_cast<std::uint32_t>(connections_.size()) * sequence_step;
        connection.next_sequence = {first_client_sequence + shift, first_server_sequence + shift};
        bool midstream = false;
        for (const Word& option : words.subspan(4)) {
            if (option.is("midstream"))
                midstream = true;
            else if (option.is_pair() && option.key() == "mss")
                connection.mss = static_cast<std::uint16_t>(parse_positive(option.value(), 65000));
            else
                throw Complaint{"no such option of tcp: '" + option.text + "' (midstream, mss=n)"};
        }
        connections_.push_back(std::move(connection));
        if (!midstream)
            open(connections_.back());
    }

    void open(Connection& c)
    {
        send_segment(c, client, tcp_flag::syn, {}, c.mss);
        send_segment(c, server, tcp_flag::syn | tcp_flag::ack, {}, c.mss);
        send_segment(c, client, tcp_flag::ack, {});
    }

    void udp(Words all)
    {
        const Words words = take_comment(all);
        if (words.size() < 4)
            throw Complaint{"expected: udp sender:port receiver:port bytes"};
        const Endpoint from = endpoint(words[1]), to = endpoint(words[2]);
        Octets payload = build_payload(words.subspan(3), folder_);
        apply_corruptions(payload);
        record(udp_frame(from, to, payload), true);
        next_ = {};
    }

    /// A connection attempt: the SYN and, where nobody answers, its repetitions.
    void syn(Words all)
    {
        const Words words = take_comment(all);
        need(words, 3, 4, "syn client:port server:port [retries=n]");
        std::size_t retries = 0;
        if (words.size() == 4) {
            if (!words[3].is_pair() || words[3].key() != "retries")
                throw Complaint{"expected: syn client:port server:port [retries=n]"};
            retries = parse_positive(words[3].value(), 10);
        }
        Endpoint from = endpoint(words[1]), to = endpoint(words[2]);
        const TcpHeader header{.sequence = first_client_sequence, .flags = tcp_flag::syn, .mss_option = ethernet_mss};
        for (std::size_t i = 0; i <= retries; ++i) {
            if (i > 0)
                pending_wait_ = syn_timeout << (i - 1);
            record(tcp_frame(from, to, header, {}), true);
        }
    }

    void synrst(Words all)
    {
        const Words words = take_comment(all);
        need(words, 3, 3, "synrst client:port server:port");
        const Endpoint from = endpoint(words[1]), to = endpoint(words[2]);
        record(tcp_frame(from, to, {.sequence = first_client_sequence, .flags = tcp_flag::syn, .mss_option = ethernet_mss}, {}), true);
        record(tcp_frame(to, from, {.acknowledgement = first_client_sequence + 1, .flags = tcp_flag::rst | tcp_flag::ack, .window = 0}, {}),
               true);
    }

    void comment(Words words)
    {
        need(words, 2, 2, "comment \"text\"");
        pending_comments_.push_back(words[1].text);
    }

    void segment(Words words)
    {
        if (words.size() == 2 && words[1].is("off")) {
            segment_sizes_.clear();
            return;
        }
        if (words.size() < 2)
            throw Complaint{"expected: segment size [size...] | off"};
        segment_sizes_.clear();
        for (const Word& word : words.subspan(1))
            segment_sizes_.push_back(parse_positive(word.text, 65000));
    }

    void snaplen(Words words)
    {
        need(words, 2, 2, "snaplen bytes | off");
        snaplen_ = words[1].is("off") ? 0 : parse_positive(words[1].text, 262144);
    }

    static SegmentSet segment_set(Words words)
    {
        SegmentSet set;
        set.all = words.size() == 1;
        for (const Word& word : words.subspan(1))
            set.numbers.insert(parse_positive(word.text, most_packets));
        return set;
    }
    void drop(Words words) { next_.drop = segment_set(words); }
    void duplicate(Words words) { next_.duplicate = segment_set(words); }
    void reorder(Words words)
    {
        next_.order.emplace();
        for (const Word& word : words.subspan(1))
            next_.order->push_back(parse_positive(word.text, most_packets));
    }

    void corrupt(Words words)
    {
        constexpr const char* form = "corrupt at=n bytes=hex | corrupt at=n insert=hex | corrupt append=hex | corrupt cut=n";
        Corruption c;
        bool has_at = false, has_what = false;
        for (const Word& word : words.subspan(1)) {
            const std::string key = word.key();
            if (!word.is_pair())
                throw Complaint{std::string{"expected: "} + form};
            if (key == "at") {
                c.at = parse_number(word.value());
                has_at = true;
                continue;
            }
            if (key == "cut")
                c.at = static_cast<std::int64_t>(parse_positive(word.value(), 1 << 30));
            else
                c.bytes = parse_hex(word.value());
            if (key != "bytes" && key != "insert" && key != "append" && key != "cut")
                throw Complaint{std::string{"expected: "} + form};
            c.kind = key == "bytes"    ? Corruption::Kind::overwrite
                     : key == "insert" ? Corruption::Kind::insert
                     : key == "append" ? Corruption::Kind::append
                                       : Corruption::Kind::cut;
            has_what = true;
        }
        const bool wants_at = c.kind == Corruption::Kind::overwrite || c.kind == Corruption::Kind::insert;
        if (!has_what || has_at != wants_at)
            throw Complaint{std::string{"expected: "} + form};
        next_.corruptions.push_back(std::move(c));
    }

    void apply_corruptions(Octets& message)
    {
        for (const Corruption& c : next_.corruptions) {
            const std::int64_t size = static_cast<std::int64_t>(message.size());
            const std::int64_t at = c.at < 0 ? size + c.at : c.at;
            const std::int64_t reach = c.kind == Corruption::Kind::overwrite ? at + static_cast<std::int64_t>(c.bytes.size()) : at;
            if (c.kind != Corruption::Kind::append && (at < 0 || reach > size))
                throw Complaint{"the corruption lies outside the message of " + std::to_string(size) + " bytes"};
            const auto place = message.begin() + at;
            switch (c.kind) {
            case Corruption::Kind::overwrite: std::copy(c.bytes.begin(), c.bytes.end(), place); break;
            case Corruption::Kind::insert: message.insert(place, c.bytes.begin(), c.bytes.end()); break;
            case Corruption::Kind::append: append(message, c.bytes); break;
            case Corruption::Kind::cut: message.resize(message.size() - static_cast<std::size_t>(c.at)); break;
            }
        }
        next_.corruptions.clear();
    }

    /// Takes a trailing `comment "text"` off and keeps it for the next packet.
    Words take_comment(Words words)
    {
        if (words.size() < 3 || !words[words.size() - 2].is("comment"))
            return words;
        pending_comments_.push_back(words.back().text);
        return words.first(words.size() - 2);
    }

    static Side side_of(const Word& word)
    {
        if (word.is(">"))
            return client;
        if (word.is("<"))
            return server;
        throw Complaint{"expected > (from the client) or < (from the server), not '" + word.text + "'"};
    }

    static Side optional_side(Words words, const char* form)
    {
        need(words, 1, 2, form);
        return words.size() == 2 ? side_of(words[1]) : client;
    }

    void connection_statement(Connection& c, Words all)
    {
        const Words words = take_comment(all);
        if (words.empty())
            throw Complaint{"what does the connection do?"};
        const Word& verb = words[0];
        if (verb.is(">") || verb.is("<"))
            return message(c, side_of(verb), words.subspan(1));
        if (verb.is("dialect")) {
            if (words.size() < 2)
                throw Complaint{"expected: dialect name [options]"};
            c.encoder = make_encoder(words.subspan(1));
        } else if (verb.is("fin")) {
            send_segment(c, optional_side(words, "fin [>|<]"), tcp_flag::fin | tcp_flag::ack, {});
        } else if (verb.is("reset")) {
            send_segment(c, optional_side(words, "reset [>|<]"), tcp_flag::rst | tcp_flag::ack, {});
        } else if (verb.is("ack")) {
            send_segment(c, optional_side(words, "ack [>|<]"), tcp_flag::ack, {});
        } else if (verb.is("close")) {
            const Side first = optional_side(words, "close [>|<]");
            send_segment(c, first, tcp_flag::fin | tcp_flag::ack, {});
            send_segment(c, other(first), tcp_flag::fin | tcp_flag::ack, {});
            send_segment(c, first, tcp_flag::ack, {});
        } else if (verb.is("acks")) {
            need(words, 2, 2, "acks on | off");
            if (!words[1].is("on") && !words[1].is("off"))
                throw Complaint{"expected: acks on | off"};
            c.acknowledges.fill(words[1].is("on"));
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

    /// A statement of the dialect's own, such as every_message.
    void play(Connection& c, Words words)
    {
        const std::vector<ScriptedMessage> messages = c.encoder ? c.encoder->script(words) : std::vector<ScriptedMessage>{};
        if (messages.empty())
            throw Complaint{"a connection cannot '" + words[0].text +
                            "' (> < dialect fin reset ack close acks hide show skip, or a statement of its dialect)"};
        for (const ScriptedMessage& m : messages) {
            if (!m.comment.empty())
                pending_comments_.push_back(m.comment);
            send(c, m.from_client ? client : server, m.bytes);
        }
    }

    void message(Connection& c, Side side, Words words)
    {
        if (words.empty())
            throw Complaint{"what is sent?"};
        if (words.size() == 1 && (words[0].is("fin") || words[0].is("rst") || words[0].is("ack"))) {
            const std::uint8_t flag = words[0].is("fin") ? tcp_flag::fin : words[0].is("rst") ? tcp_flag::rst : std::uint8_t{0};
            return send_segment(c, side, flag | tcp_flag::ack, {});
        }
        if (is_piece(words[0]))
            return send(c, side, build_payload(words, folder_));
        if (!c.encoder)
            throw Complaint{"'" + words[0].text + "' is no kind of bytes, and '" + c.name + "' has no dialect yet: " + c.name +
                            " dialect name [options]"};
        send(c, side, c.encoder->encode(side == client, words));
    }

    void send(Connection& c, Side side, Octets bytes)
    {
        apply_corruptions(bytes);
        if (!merging_)
            return transmit(c, side, bytes);
        if (merge_connection_ && (merge_connection_ != &c || merge_side_ != side))
            throw Complaint{"a merge holds messages of one connection and one direction"};
        merge_connection_ = &c;
        merge_side_ = side;
        append(merged_, bytes);
    }

    /// Sends bytes as TCP segments, the way the modifiers of the next message ask for.
    void transmit(Connection& c, Side side, const Octets& bytes)
    {
        const NextMessage how = std::exchange(next_, {});
        std::vector<Octets> segments;
        for (std::size_t at = 0; at < bytes.size();) {
            std::size_t size = c.mss;
            if (!segment_sizes_.empty())
                size = std::min<std::size_t>(size, segment_sizes_[std::min(segments.size(), segment_sizes_.size() - 1)]);
            size = std::min(size, bytes.size() - at);
            const auto from = bytes.begin() + static_cast<std::ptrdiff_t>(at);
            segments.emplace_back(from, from + static_cast<std::ptrdiff_t>(size));
            at += size;
        }
        check_numbers(how, segments.size());
        std::vector<std::uint32_t> sequences;
        for (const Octets& segment : segments) {
            sequences.push_back(c.next_sequence[side]);
            c.next_sequence[side] += static_cast<std::uint32_t>(segment.size());
        }
        for (const std::size_t number : sending_order(how, segments.size())) {
            const bool last = number == segments.size();
            const std::size_t copies = how.duplicate.contains(number) ? 2 : 1;
            for (std::size_t copy = 0; copy < copies; ++copy) {
                const TcpHeader header{.sequence = sequences[number - 1],
                                       .acknowledgement = c.next_sequence[other(side)],
                                       .flags = static_cast<std::uint8_t>(tcp_flag::ack | (last ? tcp_flag::psh : 0))};
                record(tcp_frame(c.ends[side], c.ends[other(side)], header, segments[number - 1]),
                       !c.hidden[side] && !how.drop.contains(number));
            }
            if (c.acknowledges[other(side)])
                acknowledge(c, other(side), sequences[number - 1] + static_cast<std::uint32_t>(segments[number - 1].size()));
        }
    }

    static void check_numbers(const NextMessage& how, std::size_t segments)
    {
        for (const SegmentSet* set : {&how.drop, &how.duplicate})
            for (const std::size_t number : set->numbers)
                if (number > segments)
                    throw Complaint{"the message has only " + std::to_string(segments) + " segments"};
    }

    static std::vector<std::size_t> sending_order(const NextMessage& how, std::size_t segments)
    {
        std::vector<std::size_t> order(segments);
        std::iota(order.begin(), order.end(), std::size_t{1});
        if (!how.order)
            return order;
        if (how.order->empty()) {
            std::reverse(order.begin(), order.end());
            return order;
        }
        std::vector<std::size_t> sorted = *how.order;
        std::sort(sorted.begin(), sorted.end());
        if (sorted != order)
            throw Complaint{"reorder names each of the " + std::to_string(segments) + " segments once"};
        return *how.order;
    }

    void acknowledge(Connection& c, Side side, std::uint32_t up_to)
    {
        const TcpHeader header{.sequence = c.next_sequence[side], .acknowledgement = up_to, .flags = tcp_flag::ack};
        record(tcp_frame(c.ends[side], c.ends[other(side)], header, {}), !c.hidden[side]);
    }

    /// A segment without data; SYN and FIN take a sequence number.
    void send_segment(Connection& c, Side side, unsigned flags, const Octets& payload, std::uint16_t mss = 0)
    {
        if (merging_)
            throw Complaint{"a merge holds messages only"};
        const bool first_syn = flags == tcp_flag::syn;
        const TcpHeader header{.sequence = c.next_sequence[side],
                               .acknowledgement = first_syn ? 0 : c.next_sequence[other(side)],
                               .flags = static_cast<std::uint8_t>(flags),
                               .mss_option = mss};
        if (flags & (tcp_flag::syn | tcp_flag::fin))
            ++c.next_sequence[side];
        record(tcp_frame(c.ends[side], c.ends[other(side)], header, payload), !c.hidden[side]);
    }

    /// A frame passes on the wire; `captured` says whether the capture holds it.
    void record(Octets frame, bool captured)
    {
        if (started_ || pending_wait_)
            now_ += pending_wait_.value_or(step_);
        started_ = true;
        pending_wait_.reset();
        if (!captured)
            return;
        if (capture_.packets.size() == most_packets)
            throw Complaint{"more than " + std::to_string(most_packets) + " packets"};
        CapturedPacket packet;
        packet.time = now_;
        packet.original_length = static_cast<std::uint32_t>(frame.size());
        packet.bytes = std::move(frame);
        if (snaplen_ && packet.bytes.size() > snaplen_)
            packet.bytes.resize(snaplen_);
        packet.comments = std::exchange(pending_comments_, {});
        capture_.packets.push_back(std::move(packet));
    }

    std::string file_;
    std::vector<Line> lines_;
    std::filesystem::path folder_;
    Capture capture_;
    std::map<std::string, std::int64_t> counters_;
    std::map<std::string, Host> hosts_;
    std::list<Connection> connections_;            // stable addresses: a merge points at one

    std::int64_t now_ = 1768467600000000000;       // 2026-01-15 09:00:00 UTC
    std::int64_t step_ = 1000000;
    std::optional<std::int64_t> pending_wait_;
    bool started_ = false;
    std::vector<std::string> pending_comments_;

    std::vector<std::size_t> segment_sizes_;
    std::size_t snaplen_ = 0;
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
