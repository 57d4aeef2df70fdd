// SPDX-License-Identifier: GPL-2.0-or-later
// Every dialect once.
#include "encoder.hpp"

namespace ctigen {

std::unique_ptr<MessageEncoder> make_encoder(Words words)
{
    throw Complaint{"there is no dialect '" + words[0].text + "'"};
}

} // namespace ctigen
