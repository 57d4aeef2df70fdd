// SPDX-License-Identifier: GPL-2.0-or-later
// Runs a fuzz target over files and folders, without libFuzzer: any compiler can replay a corpus.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {
bool run(const std::filesystem::path& path)
{
    std::ifstream file{path, std::ios::binary};
    if (!file)
        return false;
    const std::vector<char> bytes{std::istreambuf_iterator<char>{file}, {}};
    // A buffer of exactly this size, so that a memory checker sees a read behind its end.
    const auto exact = std::make_unique<std::uint8_t[]>(bytes.size());
    for (std::size_t i = 0; i < bytes.size(); ++i)
        exact[i] = static_cast<std::uint8_t>(bytes[i]);
    LLVMFuzzerTestOneInput(exact.get(), bytes.size());
    return true;
}
} // namespace

int main(int argc, char** argv)
{
    std::size_t done = 0;
    for (int i = 1; i < argc; ++i) {
        if (!std::filesystem::is_directory(argv[i])) {
            if (!run(argv[i])) {
                std::fprintf(stderr, "cannot read %s\n", argv[i]);
                return 2;
            }
            ++done;
            continue;
        }
        for (const auto& entry : std::filesystem::recursive_directory_iterator{argv[i]})
            if (entry.is_regular_file())
                done += run(entry.path());
    }
    std::printf("%zu inputs\n", done);
    return done > 0 ? 0 : 1; // an empty corpus proves nothing
}
