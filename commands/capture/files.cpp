// SPDX-License-Identifier: GPL-2.0-or-later
#include "capture/files.hpp"
#include "capture/wiretap.hpp"

#include <algorithm>
#include <condition_variable>
#include <cstring>
#include <deque>
#include <filesystem>
#include <map>
#include <thread>

namespace cti::capture {
namespace {

/// libwiretap's record types and small buffers are tables that all files share: files are opened and closed one at a time.
std::mutex& library_lock()
{
    static std::mutex lock;
    return lock;
}

void start_library()
{
    static const bool started = [] {
        wiretap::start();
        return true;
    }();
    static_cast<void>(started);
}

struct LinkRow {
    int encapsulation;
    Link link;
};
constexpr LinkRow links[] = {
    {WTAP_ENCAP_ETHERNET, Link::ethernet},
    {WTAP_ENCAP_SLL, Link::sll},
    {WTAP_ENCAP_SLL2, Link::sll2},
    {WTAP_ENCAP_RAW_IP, Link::raw_ip},
    {WTAP_ENCAP_RAW_IP4, Link::raw_ip},
    {WTAP_ENCAP_RAW_IP6, Link::raw_ip},
    {WTAP_ENCAP_NULL, Link::null},
    {WTAP_ENCAP_LOOP, Link::loop},
    {WTAP_ENCAP_PPP, Link::ppp},
    {WTAP_ENCAP_PPP_WITH_PHDR, Link::ppp},
    {WTAP_ENCAP_PPP_ETHER, Link::ppp_ether},
    {WTAP_ENCAP_CHDLC, Link::chdlc},
    {WTAP_ENCAP_CHDLC_WITH_PHDR, Link::chdlc},
    {WTAP_ENCAP_IEEE_802_11, Link::ieee802_11},
    {WTAP_ENCAP_IEEE_802_11_WITH_RADIO, Link::ieee802_11},
    {WTAP_ENCAP_IEEE_802_11_RADIOTAP, Link::radiotap},
    {WTAP_ENCAP_PPI, Link::ppi},
    {WTAP_ENCAP_WIRESHARK_UPPER_PDU, Link::upper_pdu},
};

constexpr Link link_of(int encapsulation)
{
    for (const LinkRow& row : links)
        if (row.encapsulation == encapsulation)
            return row.link;
    return Link::other;
}

Time time_of(const nstime_t& t) { return frame_time(t.secs, t.nsecs); }

} // namespace

// ---- one file

struct CaptureFile::Handle {
    wtap* file = nullptr;
    wiretap::Record record{};
    int last_encapsulation = -1;
    Link last_link = Link::other;
};

CaptureFile::CaptureFile(std::string path, std::unique_ptr<Handle> handle) : path_{std::move(path)}, handle_{std::move(handle)} {}

std::unique_ptr<CaptureFile> CaptureFile::open(const std::string& path, std::string& error)
{
    const std::lock_guard lock{library_lock()};
    start_library();
    auto handle = std::make_unique<Handle>();
    int err = 0;
    char* detail = nullptr;
    handle->file = wiretap::open(path.c_str(), &err, &detail);
    if (!handle->file) {
        error = wiretap::explain(path == "-" ? "standard input" : path, err, detail);
        handle.reset();
        return nullptr;
    }
    return std::unique_ptr<CaptureFile>{new CaptureFile{path, std::move(handle)}};
}

CaptureFile::~CaptureFile()
{
    const std::lock_guard lock{library_lock()};
    wtap_close(handle_->file);
    handle_.reset();
}

bool CaptureFile::next(FileRecord& out)
{
    int err = 0;
    char* detail = nullptr;
    wiretap::Record& record = handle_->record;
    if (!record.read(handle_->file, &err, &detail)) {
        cut_short_ = err == WTAP_ERR_SHORT_READ;
        if (err != 0)
            problem_ = wiretap::explain(path_ == "-" ? "standard input" : path_, err, detail);
        return false;
    }
    out.time = record->presence_flags & WTAP_HAS_TS ? time_of(record->ts) : no_time;
    out.link = Link::other;
    out.encapsulation = 0;
    out.bytes = {};
    out.reported = 0;
    if (record->rec_type != REC_TYPE_PACKET)
        return true;
    const wtap_packet_header& header = record->rec_header.packet_header;
    if (header.pkt_encap != handle_->last_encapsulation) {
        handle_->last_encapsulation = header.pkt_encap;
        handle_->last_link = link_of(header.pkt_encap);
    }
    out.link = handle_->last_link;
    out.encapsulation = header.pkt_encap;
    out.bytes = {record.bytes(), header.caplen};
    out.reported = header.len;
    return true;
}

bool CaptureFile::has_known_link() const
{
    const int encapsulation = wtap_file_encap(handle_->file);
    return encapsulation == WTAP_ENCAP_PER_PACKET || link_of(encapsulation) != Link::other;
}

std::int64_t CaptureFile::position() const { return wtap_read_so_far(handle_->file); }

// ---- many files

/// Some frames of one file: the times of all, the packets that are kept.
struct Timeline::Batch {
    static constexpr std::size_t max_frames = 4096;
    static constexpr std::size_t max_bytes = 1u << 20;
    struct Kept {
        Packet packet{};                    ///< payload and upper are still to be set: the bytes may move while the batch grows
        std::uint32_t frame = 0;            ///< index into times
        std::size_t payload = 0, upper = 0; ///< offsets into bytes
        std::size_t payload_size = 0, upper_size = 0;
    };
    std::vector<Time> times{};
    std::vector<Kept> kept{};
    std::vector<std::uint8_t> bytes{};
    Time latest = INT64_MIN;
    bool last = false;
    std::size_t size() const { return times.size() * sizeof(Time) + kept.size() * sizeof(Kept) + bytes.size(); }
};

struct Timeline::Source {
    std::size_t order = 0; ///< among the paths given: decides where times are equal
    FileResult* result = nullptr;
    Time first = no_time; ///< of the first frame, by which the files are ordered
    std::unique_ptr<RecordSource> file{};
    PacketReader reader{};
    std::atomic<std::int64_t> position{0};

    // Guarded by the pool's lock where there are threads.
    std::deque<std::unique_ptr<Batch>> ready{};
    bool busy = false, finished = false;

    // The caller's: the batch it takes frames from.
    std::unique_ptr<Batch> batch{};
    std::size_t frame = 0, kept = 0;

    Time head() const { return batch->times[frame]; }
    std::unique_ptr<Batch> produce(const FilterRules& rules);
};

namespace {
bool wanted(const FilterRules& rules, Packet& packet)
{
    const Segment& s = packet.segment;
    switch (packet.content) {
    case Content::segment:
        if (rules.tcp.has(s.from.port) || rules.tcp.has(s.to.port))
            return true;
        if (!rules.claims || rules.foreign.has(s.from.port) || rules.foreign.has(s.to.port))
            return false;
        packet.claim = !packet.payload.empty() && rules.claims(packet);
        return true;
    case Content::datagram:
        return rules.udp.has(s.from.port) || rules.udp.has(s.to.port);
    case Content::upper:
        return true;
    case Content::nothing:
        break;
    }
    return false;
}
} // namespace

std::unique_ptr<Timeline::Batch> Timeline::Source::produce(const FilterRules& rules)
{
    auto made = std::make_unique<Batch>();
    made->times.reserve(Batch::max_frames);
    FileRecord record;
    Packet packet;
    if (!file && !result->opened && result->problem.empty())
        file = CaptureFile::open(result->path, result->problem);
    if (!file) {
        made->last = true;
        return made;
    }
    result->opened = true;
    while (made->times.size() < Batch::max_frames && made->bytes.size() < Batch::max_bytes) {
        if (!file->next(record)) {
            made->last = true;
            result->problem = file->problem();
            result->cut_short = file->cut_short();
            result->counts = reader.counts();
            result->counts.fragments_lost += reader.fragments_waiting();
            position = file->position();
            file.reset();
            return made;
        }
        ++result->frames;
        if (record.time != no_time) {
            result->backwards |= result->last != no_time && record.time < result->last;
            result->first = result->first == no_time ? record.time : std::min(result->first, record.time);
            result->last = result->last == no_time ? record.time : std::max(result->last, record.time);
        }
        made->latest = std::max(made->latest, record.time);
        made->times.push_back(record.time);
        const Moment at{0, record.time == no_time ? 0 : record.time};
        if (reader.read({at, record.link, record.bytes, record.reported}, packet) == Content::nothing || !wanted(rules, packet))
            continue;
        if (record.time < rules.from || record.time > rules.to)
            continue;
        Batch::Kept kept{
            packet, static_cast<std::uint32_t>(made->times.size() - 1), made->bytes.size(), 0, packet.payload.size(), packet.upper.size()};
        made->bytes.insert(made->bytes.end(), packet.payload.begin(), packet.payload.end());
        kept.upper = made->bytes.size();
        made->bytes.insert(made->bytes.end(), packet.upper.begin(), packet.upper.end());
        made->kept.push_back(kept);
    }
    position = file->position();
    return made;
}

/// Threads that read ahead, each one batch of one file at a time; then it looks again for the file that is needed first. Files that come
/// later are read ahead as long as there is room for what is kept of them; the one that is waited for always is, so files that overlap in
/// time never wait for each other.
struct Timeline::Pool {
    const std::vector<std::unique_ptr<Source>>& sources;
    const std::size_t jobs, room;
    std::mutex lock{};
    std::condition_variable work{}, done{};
    std::vector<Source*> active{}; ///< files at hand
    std::size_t next = 0;          ///< of sources: the first that is not
    Source* waited_for = nullptr;
    std::size_t held = 0; ///< bytes of batches that are ready
    bool stop = false;
    std::vector<std::thread> threads{};

    Source* pick()
    {
        const auto idle = [](const Source* s) { return !s->busy && !s->finished; };
        if (waited_for && idle(waited_for) && waited_for->ready.empty())
            return waited_for;
        if (held >= room)
            return nullptr;
        for (Source* s : active)
            if (idle(s))
                return s;
        std::size_t open = 0;
        for (std::size_t i = next; i < sources.size() && open < jobs; ++i) {
            if (idle(sources[i].get()))
                return sources[i].get();
            open += sources[i]->busy;
        }
        return nullptr;
    }
    void run(const FilterRules& rules)
    {
        std::unique_lock guard{lock};
        for (;;) {
            Source* source = nullptr;
            work.wait(guard, [&] { return stop || (source = pick()) != nullptr; });
            if (stop)
                return;
            source->busy = true;
            guard.unlock();
            auto batch = source->produce(rules);
            guard.lock();
            source->busy = false;
            source->finished = batch->last;
            held += batch->size();
            source->ready.push_back(std::move(batch));
            done.notify_all();
            if (!source->finished)
                work.notify_one();
        }
    }
};

Timeline::Timeline(std::vector<std::string> paths, FilterRules rules, unsigned jobs, std::size_t room, std::vector<Joined> joined)
    : rules_{std::move(rules)}, jobs_{std::max(1u, jobs)}
{
    results_.resize(paths.size() + joined.size());
    for (std::size_t i = 0; i < paths.size(); ++i) {
        FileResult& result = results_[i];
        result.path = std::move(paths[i]);
        auto source = std::make_unique<Source>();
        source->order = i;
        source->result = &result;
        std::error_code ignored;
        const auto size = std::filesystem::file_size(result.path, ignored);
        if (!ignored)
            bytes_total_ += static_cast<std::int64_t>(size);
        // One file needs no order; what cannot be read twice (standard input, a named pipe) comes first.
        if (results_.size() > 1 && std::filesystem::is_regular_file(result.path, ignored)) {
            if (auto file = CaptureFile::open(result.path, result.problem)) {
                FileRecord record;
                if (file->next(record))
                    source->first = record.time;
            }
        }
        if (result.problem.empty())
            sources_.push_back(std::move(source));
    }
    for (std::size_t i = 0; i < joined.size(); ++i) {
        FileResult& result = results_[paths.size() + i];
        result.path = std::move(joined[i].name);
        bytes_total_ += joined[i].size;
        auto source = std::make_unique<Source>();
        source->order = paths.size() + i;
        source->result = &result;
        source->first = joined[i].first;
        source->file = std::move(joined[i].records);
        sources_.push_back(std::move(source));
    }
    std::stable_sort(sources_.begin(), sources_.end(), [](const auto& a, const auto& b) { return a->first < b->first; });
    pool_ = std::unique_ptr<Pool>{new Pool{sources_, jobs_, room}};
    if (jobs_ > 1)
        for (unsigned i = 0; i < jobs_; ++i)
            pool_->threads.emplace_back([this] { pool_->run(rules_); });
    activate();
}

Timeline::~Timeline()
{
    {
        const std::lock_guard guard{pool_->lock};
        pool_->stop = true;
    }
    pool_->work.notify_all();
    for (std::thread& t : pool_->threads)
        t.join();
}

/// Puts the next batch of `source` in its place; false where there is none.
bool Timeline::refill(Source& source)
{
    source.frame = source.kept = 0;
    for (;;) {
        source.batch.reset();
        if (jobs_ == 1) {
            if (source.finished)
                return false;
            source.batch = source.produce(rules_);
            source.finished = source.batch->last;
        } else {
            std::unique_lock guard{pool_->lock};
            pool_->waited_for = &source;
            if (source.ready.empty())
                pool_->work.notify_all();
            pool_->done.wait(guard, [&] { return !source.ready.empty() || source.finished; });
            pool_->waited_for = nullptr;
            if (source.ready.empty())
                return false;
            source.batch = std::move(source.ready.front());
            source.ready.pop_front();
            pool_->held -= source.batch->size();
            pool_->work.notify_all();
        }
        if (!source.batch->times.empty())
            return true;
    }
}

/// Takes the files in whose time has come: their first frame is not later than the earliest one at hand.
void Timeline::activate()
{
    for (;;) {
        if (jobs_ > 1) {
            const std::lock_guard guard{pool_->lock};
            pool_->active = active_;
            pool_->next = next_source_;
            pool_->work.notify_all();
        }
        if (next_source_ == sources_.size())
            return;
        Source& next = *sources_[next_source_];
        if (!active_.empty() && active_[earliest()]->head() < next.first)
            return;
        ++next_source_;
        if (refill(next))
            active_.push_back(&next);
    }
}

std::size_t Timeline::earliest() const
{
    std::size_t best = 0;
    for (std::size_t i = 1; i < active_.size(); ++i) {
        const Time a = active_[i]->head(), b = active_[best]->head();
        if (a < b || (a == b && active_[i]->order < active_[best]->order))
            best = i;
    }
    return best;
}

bool Timeline::next(Packet& packet)
{
    current_.reset();
    while (!active_.empty()) {
        const std::size_t at = earliest();
        Source& source = *active_[at];
        Batch& batch = *source.batch;
        // The frames this file has before any other has one.
        Time limit = next_source_ < sources_.size() ? sources_[next_source_]->first : INT64_MAX;
        bool alone = next_source_ == sources_.size();
        for (std::size_t i = 0; i < active_.size(); ++i) {
            if (i == at)
                continue;
            limit = std::min(limit, active_[i]->head());
            alone = false;
        }
        std::size_t stop = batch.times.size();
        if (!alone && batch.latest >= limit) {
            stop = source.frame + 1; // its head is the earliest, whatever stands behind it
            while (stop < batch.times.size() && batch.times[stop] < limit)
                ++stop;
        }
        const bool has_kept = source.kept < batch.kept.size() && batch.kept[source.kept].frame < stop;
        const std::size_t reached = has_kept ? batch.kept[source.kept].frame + 1 : stop;
        if (first_ == no_time)
            first_ = source.head();
        if (on_time_)
            for (std::size_t i = source.frame; i < reached - has_kept; ++i)
                on_time_(batch.times[i]);
        frames_ += reached - source.frame;
        source.frame = reached;
        if (has_kept) {
            const Batch::Kept& kept = batch.kept[source.kept++];
            packet = kept.packet;
            packet.payload = {batch.bytes.data() + kept.payload, kept.payload_size};
            packet.upper = {reinterpret_cast<const char*>(batch.bytes.data()) + kept.upper, kept.upper_size};
            packet.segment.at.frame = static_cast<std::uint32_t>(frames_);
        }
        if (source.frame == batch.times.size()) {
            current_ = std::move(source.batch);
            if (!refill(source)) {
                active_.erase(active_.begin() + static_cast<std::ptrdiff_t>(at));
                const std::lock_guard guard{pool_->lock};
                pool_->active = active_;
            }
        }
        if (next_source_ < sources_.size() && (active_.empty() || active_[earliest()]->head() >= sources_[next_source_]->first))
            activate();
        if (has_kept)
            return true;
        current_.reset();
    }
    return false;
}

std::int64_t Timeline::bytes_read() const
{
    std::int64_t sum = 0;
    for (const auto& s : sources_)
        sum += s->position;
    return sum;
}

// ---- out

struct Writer::Handle {
    wtap_dumper* file = nullptr;
    wiretap::Record record{};
    std::map<int, unsigned> interfaces{}; ///< by encapsulation
};

Writer::Writer(std::string path, std::unique_ptr<Handle> handle) : path_{std::move(path)}, handle_{std::move(handle)} {}

std::unique_ptr<Writer> Writer::create(const std::string& path, std::string& error)
{
    const std::lock_guard lock{library_lock()};
    start_library();
    auto handle = std::make_unique<Handle>();
    const std::string name = path == "-" ? "standard output" : path;
    int err = 0;
    char* detail = nullptr;
    handle->file = wiretap::create(path.c_str(), WTAP_ENCAP_PER_PACKET, &err, &detail);
    if (!handle->file) {
        error = wiretap::explain(name, err, detail);
        handle.reset();
        return nullptr;
    }
    return std::unique_ptr<Writer>{new Writer{name, std::move(handle)}};
}

Writer::~Writer()
{
    if (handle_->file)
        close();
    const std::lock_guard lock{library_lock()};
    handle_.reset();
}

bool Writer::write(const FileRecord& record)
{
    if (!problem_.empty())
        return false;
    int err = 0;
    char* detail = nullptr;
    if (link_of(record.encapsulation) == Link::other) {
        problem_ = path_ + ": frames of this link type cannot be written: " + wtap_encap_description(record.encapsulation);
        return false;
    }
    const auto known = handle_->interfaces.find(record.encapsulation);
    unsigned number = known == handle_->interfaces.end() ? 0 : known->second;
    if (known == handle_->interfaces.end()) {
        if (!wiretap::add_interface(handle_->file, record.encapsulation, {}, {}, &err, &detail)) {
            problem_ = wiretap::explain(path_, err, detail);
            return false;
        }
        number = static_cast<unsigned>(handle_->interfaces.size());
        handle_->interfaces.emplace(record.encapsulation, number);
    }
    wiretap::Record& out = handle_->record;
    wtap_packet_header& header = out.begin_packet(record.time, record.encapsulation, number);
    header.caplen = static_cast<std::uint32_t>(record.bytes.size());
    header.len = std::max(record.reported, header.caplen);
    if (!out->block)
        out->block = wtap_block_create(WTAP_BLOCK_PACKET);
    if (!out.write(handle_->file, record.bytes.data(), &err, &detail)) {
        problem_ = wiretap::explain(path_, err, detail);
        return false;
    }
    return true;
}

bool Writer::close()
{
    if (!handle_->file)
        return problem_.empty();
    int err = 0;
    char* detail = nullptr;
    const std::lock_guard lock{library_lock()};
    if (!wiretap::close(handle_->file, &err, &detail) && problem_.empty())
        problem_ = wiretap::explain(path_, err, detail);
    handle_->file = nullptr;
    return problem_.empty();
}

} // namespace cti::capture
