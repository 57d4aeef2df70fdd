// SPDX-License-Identifier: GPL-2.0-or-later
// Markdown from the core's tables: what every reference page is made of.
#pragma once

#include "core/diagnosis.hpp"
#include "core/schema.hpp"

#include <functional>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ctidoc {

/// A page of docs/reference/.
struct Page {
    const char* kind;                      ///< fields, messages, tags, values, codes, diagnoses
    const char* protocol;                  ///< filter name of the protocol; "cti" for what all have in common
    std::string (*text)();
};

/// Text that stands in a table cell: no line breaks, no cell borders, nothing that Markdown takes for markup.
std::string cell(std::string_view text);
/// `text` as code; empty for an empty text.
std::string code(std::string_view text);
std::string hex(std::uint32_t value);
/// The part of a heading's address behind '#', as GitHub builds it.
std::string anchor(std::string_view heading);

/// The first lines of a page: title and what it is printed from.
std::string title(std::string_view text, std::string_view introduction);

class Table {
public:
    Table(std::initializer_list<std::string_view> columns);
    void row(std::initializer_list<std::string> cells);
    bool empty() const { return rows_ == 0; }
    const std::string& text() const { return text_; }

private:
    std::string text_;
    std::size_t rows_ = 0;
};

/// How a field's value is filtered: "number", "text", ...
const char* type_name(cti::Type type);

/// The fields of a protocol, one row a filter name: fields that share a name share the row. `remarks` adds what a protocol knows
/// of the field with this index.
std::string field_table(std::span<const cti::FieldDef> fields, const std::function<std::string(cti::FieldId)>& remarks = {});
/// The filter names of every mask's bits; empty where there is no mask.
std::string bit_tables(std::span<const cti::FieldDef> fields);
/// Number, name, meaning.
std::string value_table(const cti::ValueTable& values, cti::Base base);
/// Every value table of these fields that `wanted` lets through, with the fields that use it.
std::string value_tables(std::span<const cti::FieldDef> fields, const std::function<bool(const cti::ValueTable&)>& wanted = {});

/// The fields of a protocol as a page.
std::string fields_page(std::string_view heading, std::string_view introduction, std::span<const cti::FieldDef> fields);

} // namespace ctidoc
