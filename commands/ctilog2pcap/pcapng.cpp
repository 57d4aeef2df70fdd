// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctilog2pcap/pcapng.hpp"

#include "capture/wiretap.hpp"

#include <cstring>

namespace cti::ctilog2pcap {
namespace wiretap = capture::wiretap;

namespace {

constexpr unsigned option_comment = 1, option_interface_name = 2, option_interface_description = 3, option_time_resolution = 9;
constexpr unsigned nanoseconds = 9; // 10^-9 s
constexpr unsigned snap_length = 262144;

std::string explain(const std::string& path, int err, char* detail)
{
    std::string text = path + ": " + (err > 0 ? std::strerror(err) : wtap_strerror(err));
    if (detail) {
        text += std::string{" ("} + detail + ")";
        g_free(detail);
    }
    return text;
}

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
    // Interfaces are added as files come: an array with one that is not copied.
    wtapng_iface_descriptions_t no_interfaces{};
    no_interfaces.interface_data = g_array_new(false, false, sizeof(wtap_block_t));
    const wtap_block_t placeholder = wtap_block_create(WTAP_BLOCK_IF_ID_AND_INFO);
    g_array_append_val(no_interfaces.interface_data, placeholder);
    wtap_dump_params params{};
    params.encap = WTAP_ENCAP_WIRESHARK_UPPER_PDU;
    params.tsprec = WTAP_TSPREC_NSEC;
    params.idb_inf = &no_interfaces;
    params.dont_copy_idbs = true;
    int err = 0;
    char* detail = nullptr;
    handle->file = wiretap::create(path.c_str(), params, &err, &detail);
    wtap_block_unref(placeholder);
    g_array_free(no_interfaces.interface_data, true);
    const std::string name = path == "-" ? "standard output" : path;
    if (!handle->file) {
        error = explain(name, err, detail);
        return nullptr;
    }
    return std::unique_ptr<Pcapng>{new Pcapng{name, std::move(handle)}};
}

Pcapng::~Pcapng() { close(); }

bool Pcapng::failed(int err, char* detail)
{
    if (problem_.empty())
        problem_ = explain(path_, err, detail);
    return false;
}

int Pcapng::add_interface(const std::string& name, const std::string& description)
{
    const wtap_block_t block = wtap_block_create(WTAP_BLOCK_IF_ID_AND_INFO);
    auto& fields = *static_cast<wtapng_if_descr_mandatory_t*>(wtap_block_get_mandatory_data(block));
    fields.wtap_encap = WTAP_ENCAP_WIRESHARK_UPPER_PDU;
    fields.time_units_per_second = second;
    fields.tsprecision = WTAP_TSPREC_NSEC;
    fields.snap_len = snap_length;
    wtap_block_add_uint8_option(block, option_time_resolution, nanoseconds);
    wtap_block_add_string_option(block, option_interface_name, name.data(), name.size());
    if (!description.empty())
        wtap_block_add_string_option(block, option_interface_description, description.data(), description.size());
    int err = 0;
    char* detail = nullptr;
    const bool added = wtap_dump_add_idb(handle_->file, block, &err, &detail);
    wtap_block_unref(block);
    if (!added) {
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
    wtap_rec_reset(&*out); // the comment of the packet before goes with its block
    out->rec_type = REC_TYPE_PACKET;
    out->presence_flags = WTAP_HAS_CAP_LEN | WTAP_HAS_INTERFACE_ID | WTAP_HAS_TS;
    out->tsprec = WTAP_TSPREC_NSEC;
    out->ts.secs = static_cast<decltype(out->ts.secs)>(time >= 0 ? time / second : (time - (second - 1)) / second);
    out->ts.nsecs = static_cast<int>(time - static_cast<Time>(out->ts.secs) * second);
    wtap_packet_header& header = out->rec_header.packet_header;
    header = {};
    header.caplen = header.len = static_cast<std::uint32_t>(bytes.size());
    header.pkt_encap = WTAP_ENCAP_WIRESHARK_UPPER_PDU;
    header.interface_id = static_cast<unsigned>(interface_number);
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
