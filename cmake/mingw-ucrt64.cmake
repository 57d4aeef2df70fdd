# SPDX-License-Identifier: GPL-2.0-or-later
# CMake toolchain: Debian's MinGW-w64 for the Universal C Runtime, which is the C runtime of the official Wireshark for Windows.
# Debian 13 or later: apt-get install g++-mingw-w64-ucrt64.
#
#   CTI_SDK   folder made by packaging/windows/sdk.sh: headers and import libraries of one Wireshark, pugixml and GoogleTest
set(CMAKE_SYSTEM_NAME Windows)
set(CMAKE_SYSTEM_PROCESSOR x86_64)
set(CTI_TRIPLE x86_64-w64-mingw32ucrt)
set(CMAKE_C_COMPILER ${CTI_TRIPLE}-gcc)
set(CMAKE_CXX_COMPILER ${CTI_TRIPLE}-g++)
set(CMAKE_RC_COMPILER ${CTI_TRIPLE}-windres)
list(APPEND CMAKE_TRY_COMPILE_PLATFORM_VARIABLES CTI_SDK)
set(CMAKE_FIND_ROOT_PATH ${CTI_SDK} /usr/${CTI_TRIPLE})
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)
set(ENV{PKG_CONFIG_LIBDIR} ${CTI_SDK}/lib/pkgconfig)
set(ENV{PKG_CONFIG_PATH} "")
# libstdc++, libgcc and winpthread go into the file: none is needed beside it, and Windows would not look for one in the plugin folder.
# No time of the build in it: the same sources make the same bytes.
set(CMAKE_MODULE_LINKER_FLAGS_INIT "-static -static-libgcc -static-libstdc++ -Wl,--exclude-all-symbols -Wl,--no-insert-timestamp")
set(CMAKE_EXE_LINKER_FLAGS_INIT "-static -Wl,--no-insert-timestamp")
# Test programs run under Wine where it is installed.
find_program(CTI_WINE NAMES wine wine64)
if(CTI_WINE)
  set(CMAKE_CROSSCOMPILING_EMULATOR ${CTI_WINE})
endif()
