// SPDX-License-Identifier: GPL-2.0-or-later
// GED-188 messages by name, written from the tables that the decoder reads.
#pragma once

#include "encoder.hpp"
#include "ged188/tables.hpp"

#include <map>
#include <optional>

namespace ctigen {

/// What a field, a raw tag or raw bytes of a message line say.
struct Ged188Item {
    enum class Kind : std::uint8_t { field, tag, bytes };
    Kind kind = Kind::field;
    std::string name;                            ///< of the field
    std::uint32_t tag = 0;
    std::string value;
    bool quoted = false;
    std::optional<std::uint32_t> field_length;   ///< a FieldLength that lies
};

/// One line, taken apart.
struct Ged188Line {
    std::string message;
    std::vector<Ged188Item> items;
    std::optional<std::uint32_t> message_length, message_type;    ///< header values that lie
    std::optional<std::uint8_t> layout_version;                   ///< fields of another version than the session's
};

/// Bytes that tag and FieldLength take in the floating part of a session.
struct Ged188Widths {
    unsigned tag = 1;
    unsigned length = 1;
};
Ged188Widths ged188_widths(std::uint8_t version, cti::ged188::Dialect dialect);

class Ged188Encoder final : public MessageEncoder {
public:
    Ged188Encoder(std::uint8_t version, cti::ged188::Dialect dialect) : version_{version}, dialect_{dialect} {}

    Octets encode(bool from_client, Words words) override;
    std::vector<ScriptedMessage> script(Words words) override;

private:
    const cti::ged188::CompiledLayout* choose_layout(const Ged188Line& line) const;
    std::uint32_t message_number(const Ged188Line& line, const cti::ged188::CompiledLayout* layout) const;
    Octets fixed_part(const Ged188Line& line, const cti::ged188::Layout& layout, std::uint32_t number);
    Octets floating_part(const Ged188Line& line, const cti::ged188::Layout* layout) const;
    std::string default_value(const cti::ged188::Row& row, std::uint32_t number);
    void put_floating(Octets& out, std::uint32_t tag, const Octets& data, std::optional<std::uint32_t> field_length) const;
    void remember(std::uint32_t number, std::uint32_t invoke_id);
    bool speaks(const cti::ged188::Layout& layout) const;

    std::vector<ScriptedMessage> every_message();
    std::vector<ScriptedMessage> every_number_without_layout();
    std::string sample_line(const cti::ged188::Layout& layout);
    std::string sample_value(const cti::ged188::Row& row);

    std::uint8_t version_;
    cti::ged188::Dialect dialect_;
    std::uint32_t last_invoke_id_ = 0;
    std::map<std::uint32_t, std::uint32_t> invoke_id_of_;    ///< by message number of the request
    std::uint32_t sample_ = 0;                               ///< makes the values of every_message differ
};

} // namespace ctigen
