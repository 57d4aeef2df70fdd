// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctilog2pcap/pcapng.hpp"

#include "capture/wiretap.hpp"

namespace cti::ctilog2pcap {
namespace wiretap = capture::wiretap;

namespace {

constexpr unsigned option_comment = 1;

} // namespace

struct Pcapng::Handle {
    wtap_dumper* file = nullptr;
    wiretap::Record record{};
    int interfaces = 0;
};

Pcapng::Pcapng(std::string path, std::unique_ptr<Handle> handle) : path_{std::move(path)}, handle_{std::move(handle)} {}

std::unique_ptr<Pcapng> Pcapng::create(const std::string& path, std::string& error)
{
    wiretap::start();
    auto handle = std::make_unique<Handle>();
    int err = 0;
    char* detail = nullptr;
    handle->file = wiretap::create(path.c_str(), WTAP_ENCAP_WIRESHARK_UPPER_PDU, &err, &detail);
    const std::string name = path == "-" ? "standard output" : path;
    if (!handle->file) {
        error = wiretap::explain(name, err, detail);
        return nullptr;
    }
    return std::unique_ptr<Pcapng>{new Pcapng{name, std::move(handle)}};
}

Pcapng::~Pcapng() { close(); }

bool Pcapng::failed(int err, char* detail)
{
    if (problem_.empty())
        problem_ = wiretap::explain(path_, err, detail);
    return false;
}

int Pcapng::add_interface(const std::string& name, const std::string& description)
{
    int err = 0;
    char* detail = nullptr;
    if (!wiretap::add_interface(handle_->file, WTAP_ENCAP_WIRESHARK_UPPER_PDU, name, description, &err, &detail)) {
        failed(err, detail);
        return -1;
    }
    return handle_->interfaces++;
}

bool Pcapng::write(int interface_number, Time time, Bytes bytes, const std::string& comment)
{
    if (!problem_.empty())
        return false;
    wiretap::Record& out = handle_->record;
    wtap_packet_header& header = out.begin_packet(time, WTAP_ENCAP_WIRESHARK_UPPER_PDU, static_cast<unsigned>(interface_number));
    header.caplen = header.len = static_cast<std::uint32_t>(bytes.size());
    if (out->block)
        wtap_block_unref(out->block);
    out->block = wtap_block_create(WTAP_BLOCK_PACKET);
    wtap_block_add_string_option(out->block, option_comment, comment.data(), comment.size());
    out->block_was_modified = true;
    int err = 0;
    char* detail = nullptr;
    return out.write(handle_->file, bytes.data(), &err, &detail) || failed(err, detail);
}

bool Pcapng::flush()
{
    int err = 0;
    return problem_.empty() && (wtap_dump_flush(handle_->file, &err) || failed(err, nullptr));
}

bool Pcapng::close()
{
    if (!handle_->file)
        return problem_.empty();
    int err = 0;
    char* detail = nullptr;
    if (!wiretap::close(handle_->file, &err, &detail))
        failed(err, detail);
    handle_->file = nullptr;
    return problem_.empty();
}

} // namespace cti::ctilog2pcap
