// SPDX-License-Identifier: GPL-2.0-or-later
// A part of an object that most objects of its kind never need: eight bytes until something is written to it. A capture may hold a hundred
// thousand connections.
#pragma once

#include <memory>

namespace cti {

template <class T>
class Seldom {
public:
    /// What was written; else an empty one, which all share.
    const T& read() const
    {
        static const T nothing{};
        return part_ ? *part_ : nothing;
    }
    /// Makes it at the first call.
    T& write()
    {
        if (!part_)
            part_ = std::make_unique<T>();
        return *part_;
    }
    /// False as long as nothing was written.
    explicit operator bool() const { return part_ != nullptr; }
    void forget() { part_.reset(); }

private:
    std::unique_ptr<T> part_{};
};

} // namespace cti
