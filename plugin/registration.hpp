// SPDX-License-Identifier: GPL-2.0-or-later
// Registers a protocol of the core with Wireshark from its tables: one hf a FieldDef (and one a bit of a mask), one expert
// field a Diagnosis. Nothing is named twice.
#pragma once

#include "plugin/wireshark.hpp"

#include "core/descriptor.hpp"

#include <memory>
#include <span>
#include <string>
#include <vector>

namespace cti::plugin {

class Registration {
public:
    explicit Registration(const Descriptor& protocol) : protocol_{protocol} {}

    /// Registers protocol, fields and expert infos; to be called from the protocol's register routine. Returns false, and
    /// registers nothing, where Wireshark has a protocol of this name already (a duplicate would end the program).
    bool register_tables();

    int proto() const { return proto_; }
    const char* column() const { return protocol_.column; }
    const char* filter() const { return protocol_.filter; }
    const Descriptor& protocol() const { return protocol_; }
    int hf(FieldId id) const { return hf_[id]; }
    const FieldDef& field(FieldId id) const { return fields_[id]; }
    expert_field* expert(const Diagnosis& d, Severity severity);

    /// Subtrees: the protocol's own, groups, details of a field, masks.
    int ett_protocol() const { return ett_[0]; }
    int ett_group() const { return ett_[1]; }
    int ett_details() const { return ett_[2]; }
    int ett_mask() const { return ett_[3]; }

    /// Fields of a mask's bits for proto_tree_add_bitmask; nullptr where the field is no mask.
    int* const* bits(FieldId id) const { return masks_[id] ? masks_[id]->pointers.data() : nullptr; }

private:
    struct Mask {
        std::vector<int> hf;
        std::vector<int*> pointers;          ///< ends with nullptr
        std::vector<std::string> filters;
    };
    struct Strings {
        std::vector<value_string> rows;
        value_string_ext extended;
        true_false_string boolean;
    };

    const void* strings_of(const ValueTable& table);
    const void* boolean_of(const ValueTable& table);
    hf_register_info info_of(FieldId id);

    const Descriptor& protocol_;
    int proto_ = -1;
    int ett_[4] = {-1, -1, -1, -1};
    std::span<const FieldDef> fields_;
    std::vector<int> hf_;
    std::vector<hf_register_info> infos_;
    std::vector<std::unique_ptr<Mask>> masks_;
    static constexpr std::size_t severities = 4;
    std::vector<expert_field> experts_;               ///< one for each diagnosis and severity: a status table knows better
    std::vector<ei_register_info> expert_infos_;
    std::vector<std::pair<const ValueTable*, std::unique_ptr<Strings>>> strings_;
};

/// The registration of a protocol of src/protocols.cpp, by its filter name, which must be one of them.
Registration& registration(std::string_view filter);
/// The one whose catalogue this diagnosis stands in.
Registration& registration_of(const Diagnosis& d);

} // namespace cti::plugin
