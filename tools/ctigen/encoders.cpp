// SPDX-License-Identifier: GPL-2.0-or-later
// Every dialect once.
#include "encoder.hpp"

#include "ged188_encoder.hpp"

namespace ctigen {
namespace {

std::unique_ptr<MessageEncoder> make_ged188(Words options)
{
    std::uint8_t version = cti::ged188::newest_version;
    auto dialect = cti::ged188::Dialect::ucce;
    for (const Word& option : options) {
        if (option.is_pair() && option.key() == "version")
            version = static_cast<std::uint8_t>(parse_positive(option.value(), 255));
        else if (option.is("uccx"))
            dialect = cti::ged188::Dialect::uccx;
        else
            throw Complaint{"expected: dialect ged188 [version=n] [uccx]"};
    }
    return std::make_unique<Ged188Encoder>(version, dialect);
}

} // namespace

std::unique_ptr<MessageEncoder> make_encoder(Words words)
{
    if (words[0].is("ged188"))
        return make_ged188(words.subspan(1));
    throw Complaint{"there is no dialect '" + words[0].text + "' (ged188)"};
}

} // namespace ctigen
