// SPDX-License-Identifier: GPL-2.0-or-later
// Registers a protocol of the core with Wireshark from its tables: one hf a FieldDef (and one a bit of a mask), one expert
// field a Diagnosis. Nothing is named twice.
#pragma once

#include "plugin/wireshark.hpp"

#include "core/diagnosis.hpp"
#include "core/schema.hpp"

#include <memory>
#include <span>
#include <string>
#include <vector>

namespace cti::plugin {

class Registration {
public:
    /// `name` as in the protocol list, `column` for the Protocol column, `filter` as in display filters.
    Registration(const char* name, const char* column, const char* filter);

    /// Registers protocol, fields and expert infos; to be called from the protocol's register routine. Returns false, and
    /// registers nothing, where Wireshark has a protocol of this name already (a duplicate would end the program).
    bool register_tables(std::span<const FieldDef> fields, std::span<const Diagnosis> diagnoses);

    int proto() const { return proto_; }
    const char* column() const { return column_; }
    const char* filter() const { return filter_; }
    int hf(FieldId id) const { return hf_[id]; }
    const FieldDef& field(FieldId id) const { return fields_[id]; }
    expert_field* expert(const Diagnosis& d, Severity severity);
    module_t* preferences();

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

    const char* name_;
    const char* column_;
    const char* filter_;
    int proto_ = -1;
    expert_module_t* expert_module_ = nullptr;
    module_t* preferences_ = nullptr;
    int ett_[4] = {-1, -1, -1, -1};
    std::span<const FieldDef> fields_;
    std::span<const Diagnosis> diagnoses_;
    std::vector<int> hf_;
    std::vector<hf_register_info> infos_;
    std::vector<std::unique_ptr<Mask>> masks_;
    static constexpr std::size_t severities = 4;
    std::vector<expert_field> experts_;               ///< one for each diagnosis and severity: a status table knows better
    std::vector<std::string> expert_filters_;
    std::vector<ei_register_info> expert_infos_;
    std::vector<std::pair<const ValueTable*, std::unique_ptr<Strings>>> strings_;
};

} // namespace cti::plugin
