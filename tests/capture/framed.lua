-- SPDX-License-Identifier: GPL-2.0-or-later
-- A protocol of messages with four bytes of length in front, on TCP port 42999. Writes what it is handed: frame, source port, bytes.
-- FRAMED_EXACT=1: asks for the bytes it needs; else for one more segment.
local framed = Proto("ctiframed", "Messages with their length in front")
local out = io.open(os.getenv("FRAMED_OUT"), "w")
local exact = os.getenv("FRAMED_EXACT") == "1"
local longest = 5000

function framed.dissector(tvb, pinfo)
    local size = tvb:len()
    if pinfo.visited then
        return size
    end
    out:write(string.format("%d %d %s\n", pinfo.number, pinfo.src_port, tvb:bytes():tohex(true)))
    out:flush()
    local at = 0
    while at < size do
        local left = size - at
        local length = left >= 4 and tvb(at, 4):uint() or 0
        if length > longest then
            return size
        end
        if left < 4 + length then
            if pinfo.can_desegment > 0 then
                pinfo.desegment_offset = at
                pinfo.desegment_len = left >= 4 and exact and 4 + length - left or DESEGMENT_ONE_MORE_SEGMENT
            end
            return size
        end
        at = at + 4 + length
    end
    return size
end

DissectorTable.get("tcp.port"):add(42999, framed)
