// SPDX-License-Identifier: GPL-2.0-or-later
#include "logfiles/source.hpp"

#include <zlib.h>

#include <sys/stat.h>
#ifdef _WIN32
#include <fcntl.h>
#include <io.h>
#else
#include <unistd.h>
#endif

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>

namespace cti::logfiles {
namespace {

constexpr std::size_t piece = 64 * 1024;

gzFile handle(void* file) { return static_cast<gzFile>(file); }

} // namespace

bool ByteSource::open()
{
    close();
    problem_.clear();
    is_cut_ = false;
    buffer_.resize(piece);
    errno = 0;
    if (live_)
        return true;
    if (path_ == "-") {
#ifdef _WIN32
        _setmode(0, _O_BINARY);
#endif
        file_ = gzdopen(dup(0), "rb");
    } else {
        file_ = gzopen(path_.c_str(), "rb");
        struct stat info {};
        if (stat(path_.c_str(), &info) == 0) {
            identity_ = static_cast<std::uint64_t>(info.st_ino);
            device_ = static_cast<std::uint64_t>(info.st_dev);
        }
    }
    if (!file_) {
        problem_ = path_ + ": " + (errno ? std::strerror(errno) : "cannot be opened");
        return false;
    }
    return true;
}

void ByteSource::close()
{
    if (file_)
        gzclose_r(handle(file_));
    file_ = nullptr;
}

Bytes ByteSource::read()
{
    if (live_) {
        const auto size = ::read(0, buffer_.data(), static_cast<unsigned>(buffer_.size()));
        at_end_ = size == 0 || (size < 0 && errno != EINTR);
        return size > 0 ? Bytes{buffer_}.first(static_cast<std::size_t>(size)) : Bytes{};
    }
    if (!file_ || !problem_.empty())
        return {};
    const int size = gzread(handle(file_), buffer_.data(), static_cast<unsigned>(buffer_.size()));
    int error = Z_OK;
    const char* text = gzerror(handle(file_), &error);
    if (size > 0) {
        // zlib 1.3.2 tells of the cut with the last bytes before it, and no more when asked again; older versions tell each time.
        is_cut_ = error == Z_BUF_ERROR;
        return Bytes{buffer_}.first(static_cast<std::size_t>(size));
    }
    if (is_cut_ || error == Z_BUF_ERROR)
        problem_ = path_ + ": ends within its compressed data";
    else if (error != Z_OK && error != Z_STREAM_END)
        problem_ = path_ + ": " + (error == Z_ERRNO ? std::strerror(errno) : text);
    else
        gzclearerr(handle(file_)); // more may come
    return {};
}

bool ByteSource::reopen_if_replaced()
{
    struct stat info {};
    if (path_ == "-" || stat(path_.c_str(), &info) != 0)
        return false;
    const bool other = static_cast<std::uint64_t>(info.st_ino) != identity_ || static_cast<std::uint64_t>(info.st_dev) != device_;
    return (other || info.st_size < position()) && open();
}

std::int64_t ByteSource::position() const { return file_ ? std::max<std::int64_t>(gzoffset(handle(file_)), 0) : 0; }

std::vector<std::string> files_of(const std::string& path, std::string& problem)
{
    namespace fs = std::filesystem;
    std::error_code error;
    std::vector<std::string> files;
    if (path == "-" || !fs::is_directory(path, error))
        return {path};
    for (fs::recursive_directory_iterator at{path, fs::directory_options::follow_directory_symlink, error}, end; !error && at != end;
         at.increment(error))
        if (std::error_code ignored; !at->path().filename().string().starts_with('.') && at->is_regular_file(ignored))
            files.push_back(at->path().string());
    if (error)
        problem = path + ": " + error.message();
    std::sort(files.begin(), files.end());
    return files;
}

std::int64_t file_size(const std::string& path)
{
    struct stat info {};
    return stat(path.c_str(), &info) == 0 ? static_cast<std::int64_t>(info.st_size) : 0;
}

std::time_t last_change(const std::string& path)
{
    struct stat info {};
    return path != "-" && stat(path.c_str(), &info) == 0 ? info.st_mtime : 0;
}

} // namespace cti::logfiles
