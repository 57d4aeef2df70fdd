#include "talk.hpp"
