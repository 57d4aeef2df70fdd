// SPDX-License-Identifier: GPL-2.0-or-later
// What a protocol brings to the generator: a message by name, as bytes.
#pragma once

#include "words.hpp"

#include <memory>

namespace ctigen {

/// A message of a script such as every_message.
struct ScriptedMessage {
    bool from_client = true;
    Octets bytes;
    std::string comment;
};

/// One per connection; may remember what went by (an InvokeID counter, the version of the session).
class MessageEncoder {
public:
    virtual ~MessageEncoder() = default;

    /// The message words[0] with the fields in the words after it. Complains about names and values it does not know.
    virtual Octets encode(bool from_client, Words words) = 0;

    /// A statement of the protocol's own that stands for several messages; words[0] is its name.
    /// Returns an empty list where it knows no such statement.
    virtual std::vector<ScriptedMessage> script(Words words) = 0;
};

/// The encoder of a dialect; words[0] is its name, its options follow. Complains where there is none of this name.
std::unique_ptr<MessageEncoder> make_encoder(Words words);

} // namespace ctigen
