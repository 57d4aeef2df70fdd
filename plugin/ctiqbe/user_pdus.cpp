// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/ctiqbe/user_pdus.hpp"

#include <type_traits>

namespace cti::plugin {
namespace {

using namespace ctiqbe;

/// A record as Wireshark edits, saves and loads it.
struct UserPduRecord {
    std::uint32_t number;
    char* name;
    unsigned direction;
    char* fields;
};

enum : unsigned { both_directions, to_server, to_client };
const value_string direction_names[] = {{both_directions, "both"}, {to_server, "to server"}, {to_client, "to client"}, {0, nullptr}};

UserPduRecord* records = nullptr;
unsigned record_count = 0;

UserTable& table()
{
    static UserTable t;
    return t;
}

// clang and g++ in their strictest: what these macros of Wireshark define is C.
UAT_DEC_CB_DEF(ctiqbe_pdus, number, UserPduRecord)
UAT_CSTRING_CB_DEF(ctiqbe_pdus, name, UserPduRecord)
UAT_VS_DEF(ctiqbe_pdus, direction, UserPduRecord, unsigned, both_directions, "both")
UAT_CSTRING_CB_DEF(ctiqbe_pdus, fields, UserPduRecord)

void* copy_record(void* to, const void* from, std::size_t)
{
    auto* target = static_cast<UserPduRecord*>(to);
    const auto* source = static_cast<const UserPduRecord*>(from);
    *target = {source->number, g_strdup(source->name), source->direction, g_strdup(source->fields)};
    return to;
}

void free_record(void* record)
{
    auto* r = static_cast<UserPduRecord*>(record);
    g_free(r->name);
    g_free(r->fields);
}

using UpdateResult = std::invoke_result_t<uat_update_cb_t, void*, char**>;

UpdateResult check_record(void* record, char** error)
{
    const auto* r = static_cast<const UserPduRecord*>(record);
    const std::string message = UserTable::check(r->fields ? r->fields : "");
    *error = message.empty() ? nullptr : g_strdup(message.c_str());
    return message.empty();
}

std::optional<Side> direction_of(unsigned value)
{
    if (value == to_server)
        return Side::client;
    if (value == to_client)
        return Side::server;
    return {};
}

void rebuild()
{
    table().clear();
    for (unsigned i = 0; i < record_count; ++i) {
        const UserPduRecord& r = records[i];
        const std::string error = table().add(r.number, r.name ? r.name : "", direction_of(r.direction), r.fields ? r.fields : "");
        if (!error.empty())
            g_warning("ctiqbe_pdus, row %u (PDU number %u): %s; the row is left out", i + 1, r.number, error.c_str());
    }
}

} // namespace

const UserTable& user_pdus() { return table(); }

void register_user_pdus(module_t* module)
{
    static uat_field_t columns[] = {
        UAT_FLD_DEC(ctiqbe_pdus, number, "PDU number", "The number, decimal"),
        UAT_FLD_CSTRING(ctiqbe_pdus, name, "Name", "What messages with this number are called"),
        UAT_FLD_VS(ctiqbe_pdus, direction, "Direction", direction_names, "The direction in which the number has this name"),
        UAT_FLD_CSTRING(ctiqbe_pdus, fields, "Fields",
            "offset:type:name, separated by commas; offsets count from the prefix. Types: u8 u16 u32 u64 (with le or be), result, ipv4, "
            "text, utf16, bytesN. "
            "A field pdu_number says where the number of every message stands"),
        UAT_END_FIELDS,
    };
    uat_t* uat = uat_new(
        "CTIQBE PDU numbers", sizeof(UserPduRecord), "ctiqbe_pdus", true, &records, &record_count, UAT_AFFECTS_DISSECTION, nullptr,
        copy_record, check_record, free_record, rebuild, [] { table().clear(); }, columns);
    prefs_register_uat_preference(
        module, "pdus", "PDU numbers", "Names, directions and fields of PDU numbers that you know: no public document has them", uat);
}

} // namespace cti::plugin
