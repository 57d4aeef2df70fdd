// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/registration.hpp"

#include "core/bit_filter.hpp"
#include "protocols.hpp"

#include <string_view>

namespace cti::plugin {
namespace {

ftenum wireshark_type(Type type)
{
    switch (type) {
    case Type::u8: return FT_UINT8;
    case Type::u16: return FT_UINT16;
    case Type::u32: return FT_UINT32;
    case Type::u64: return FT_UINT64;
    case Type::i32: return FT_INT32;
    case Type::boolean: return FT_BOOLEAN;
    case Type::time: return FT_ABSOLUTE_TIME;
    case Type::relative_time: return FT_RELATIVE_TIME;
    case Type::text: return FT_STRING;
    case Type::bytes: return FT_BYTES;
    case Type::ipv4: return FT_IPv4;
    case Type::ipv6: return FT_IPv6;
    case Type::label: return FT_NONE;
    case Type::frame_request:
    case Type::frame_response: return FT_FRAMENUM;
    }
    return FT_NONE;
}

bool is_number(Type type) { return type <= Type::i32; }

int expert_severity(Severity s)
{
    switch (s) {
    case Severity::chat: return PI_CHAT;
    case Severity::note: return PI_NOTE;
    case Severity::warn: return PI_WARN;
    case Severity::error: return PI_ERROR;
    }
    return PI_NOTE;
}

int expert_group(Group g)
{
    switch (g) {
    case Group::protocol: return PI_PROTOCOL;
    case Group::response_code: return PI_RESPONSE_CODE;
    case Group::sequence: return PI_SEQUENCE;
    case Group::malformed: return PI_MALFORMED;
    case Group::undecoded: return PI_UNDECODED;
    case Group::security: return PI_SECURITY;
    case Group::deprecated: return PI_DEPRECATED;
    case Group::assumption: return PI_ASSUMPTION;
    case Group::coverage: return PI_UNDECODED;
    }
    return PI_PROTOCOL;
}

const char* blurb_or_null(const char* text) { return text && *text ? text : nullptr; }

} // namespace

const void* Registration::strings_of(const ValueTable& table)
{
    for (const auto& [known, strings] : strings_)
        if (known == &table)
            return &strings->extended;
    auto strings = std::make_unique<Strings>();
    for (const Value& v : table.values)
        strings->rows.push_back({v.value, v.name});
    strings->rows.push_back({0, nullptr});
    strings->extended = ws::extended_values(strings->rows.data(), static_cast<unsigned>(table.values.size()), table.name);
    strings_.emplace_back(&table, std::move(strings));
    return &strings_.back().second->extended;
}

const void* Registration::boolean_of(const ValueTable& table)
{
    auto strings = std::make_unique<Strings>();
    strings->boolean = {value_name(table, 1, "True"), value_name(table, 0, "False")};
    strings_.emplace_back(&table, std::move(strings));
    return &strings_.back().second->boolean;
}

hf_register_info Registration::info_of(FieldId id)
{
    const FieldDef& f = fields_[id];
    int display = BASE_NONE;
    const void* strings = nullptr;
    switch (f.type) {
    case Type::time: display = ABSOLUTE_TIME_UTC; break;
    case Type::frame_request: strings = FRAMENUM_TYPE(FT_FRAMENUM_REQUEST); break;
    case Type::frame_response: strings = FRAMENUM_TYPE(FT_FRAMENUM_RESPONSE); break;
    case Type::boolean:
        display = 16;
        if (f.values)
            strings = boolean_of(*f.values);
        break;
    default:
        if (is_number(f.type)) {
            display = f.base == Base::hex ? BASE_HEX : f.base == Base::dec_hex ? BASE_DEC_HEX : BASE_DEC;
            if (f.values && !f.values->mask && !f.values->values.empty()) {
                strings = strings_of(*f.values);
                display |= BASE_EXT_STRING;
                if (f.values->special)
                    display |= BASE_SPECIAL_VALS;
            }
        }
    }
    return {&hf_[id], {f.name, f.filter, wireshark_type(f.type), display, strings, 0, blurb_or_null(f.blurb), HFILL}};
}

bool Registration::register_tables()
{
    if (proto_get_id_by_filter_name(filter()) != -1)
        return false;
    proto_ = proto_register_protocol(protocol_.name, protocol_.column, protocol_.filter);

    const std::span<const FieldDef> fields = fields_ = protocol_.fields();
    hf_.assign(fields.size(), -1);
    masks_.resize(fields.size());
    std::size_t bit_count = 0;
    for (const FieldDef& f : fields)
        if (f.values && f.values->mask)
            bit_count += f.values->values.size();
    infos_.reserve(fields.size() + bit_count); // hf_register_info may not move once registered
    for (std::size_t i = 0; i < fields.size(); ++i) {
        const auto id = static_cast<FieldId>(i);
        infos_.push_back(info_of(id));
        const FieldDef& f = fields[i];
        if (!f.values || !f.values->mask)
            continue;
        masks_[i] = std::make_unique<Mask>();
        Mask& mask = *masks_[i];
        mask.hf.assign(f.values->values.size(), -1);
        mask.filters.reserve(mask.hf.size());
        for (std::size_t b = 0; b < mask.hf.size(); ++b) {
            const Value& bit = f.values->values[b];
            mask.filters.push_back(bit_filter(f.filter, bit.name));
            mask.pointers.push_back(&mask.hf[b]);
            infos_.push_back({&mask.hf[b],
                              {bit.name, mask.filters.back().c_str(), FT_BOOLEAN, f.type == Type::u16 ? 16 : 32, nullptr, bit.value,
                               blurb_or_null(bit.meaning), HFILL}});
        }
        mask.pointers.push_back(nullptr);
    }
    proto_register_field_array(proto_, infos_.data(), static_cast<int>(infos_.size()));

    static std::vector<std::unique_ptr<std::vector<int*>>> subtree_lists; // libwireshark keeps no copy of the list while it registers
    auto& list = *subtree_lists.emplace_back(std::make_unique<std::vector<int*>>());
    for (int& ett : ett_)
        list.push_back(&ett);
    proto_register_subtree_array(list.data(), static_cast<int>(list.size()));

    const std::span<const Diagnosis> diagnoses = protocol_.diagnoses;
    experts_.assign(diagnoses.size() * severities, EI_INIT);
    expert_infos_.reserve(experts_.size());
    for (std::size_t i = 0; i < diagnoses.size(); ++i) {
        const Diagnosis& d = diagnoses[i];
        const auto add = [&](Severity severity) {
            expert_infos_.push_back({&experts_[i * severities + static_cast<std::size_t>(severity)],
                {d.id, expert_group(d.group), expert_severity(severity), d.summary, EXPFILL}});
        };
        add(d.severity);
        if (d.has_severities || d.group == Group::response_code) // codes have severities of their own
            for (const Severity s : {Severity::chat, Severity::note, Severity::warn, Severity::error})
                if (s != d.severity)
                    add(s);
    }
    if (!diagnoses.empty())
        expert_register_field_array(expert_register_protocol(proto_), expert_infos_.data(), static_cast<int>(expert_infos_.size()));
    return true;
}

expert_field* Registration::expert(const Diagnosis& d, Severity severity)
{
    expert_field* of_diagnosis = &experts_[static_cast<std::size_t>(&d - protocol_.diagnoses.data()) * severities];
    expert_field* exact = &of_diagnosis[static_cast<std::size_t>(severity)];
    return exact->ei > 0 || exact->hf > 0 ? exact : &of_diagnosis[static_cast<std::size_t>(d.severity)];
}

namespace {

/// In the order of the list of protocols.
std::vector<std::unique_ptr<Registration>>& registrations()
{
    static auto all = [] {
        std::vector<std::unique_ptr<Registration>> made;
        for (const Descriptor* protocol : protocols())
            made.push_back(std::make_unique<Registration>(*protocol));
        return made;
    }();
    return all;
}

} // namespace

Registration& registration(std::string_view filter)
{
    for (const auto& r : registrations())
        if (filter == r->filter())
            return *r;
    std::abort(); // a name that is in no list is a fault of ours, found by every test
}

Registration& registration_of(const Diagnosis& d)
{
    for (const auto& r : registrations())
        if (const auto rows = r->protocol().diagnoses; &d >= rows.data() && &d < rows.data() + rows.size())
            return *r;
    std::abort();
}

} // namespace cti::plugin
