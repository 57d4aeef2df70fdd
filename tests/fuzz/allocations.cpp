// SPDX-License-Identifier: GPL-2.0-or-later
// Counts allocations, for "no allocation on the decode path". Under AddressSanitizer, whose own operator new has to stay, by its hook.
#include "checking_sink.hpp"

#include <cstdlib>
#include <new>

namespace {
thread_local std::size_t count;
} // namespace

std::size_t cti::fuzz::allocations() { return count; }

#if defined(__SANITIZE_ADDRESS__)
#define CTI_ADDRESS_SANITIZER
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define CTI_ADDRESS_SANITIZER
#endif
#endif

#ifdef CTI_ADDRESS_SANITIZER

#include <sanitizer/allocator_interface.h>

namespace {
[[maybe_unused]] const int installed = __sanitizer_install_malloc_and_free_hooks([](const volatile void*, std::size_t) { ++count; }, [](const volatile void*) {});
} // namespace

#else

namespace {
void* allocate(std::size_t size)
{
    ++count;
    if (void* p = std::malloc(size ? size : 1))
        return p;
    throw std::bad_alloc{};
}
} // namespace

void* operator new(std::size_t size) { return allocate(size); }
void* operator new[](std::size_t size) { return allocate(size); }
void operator delete(void* p) noexcept { std::free(p); }
void operator delete[](void* p) noexcept { std::free(p); }
void operator delete(void* p, std::size_t) noexcept { std::free(p); }
void operator delete[](void* p, std::size_t) noexcept { std::free(p); }

#endif
