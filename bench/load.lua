-- What wrk sends, and what it makes of the answers:
--   wrk … -s load.lua http://… -- path status [tokens=file] [once] [delay=milliseconds] [threads=number]
-- Tokens are taken in turn, each thread its own share; with "once" a thread stops after its last one.
-- Prints one line of JSON.
local ffi = require("ffi")
ffi.cdef("typedef struct { long s; long ns; } instant; int clock_gettime(int clock, instant *now);")

local threads = {}

local function now()
  local instant = ffi.new("instant")
  ffi.C.clock_gettime(1, instant)
  return tonumber(instant.s) + tonumber(instant.ns) / 1e9
end

function setup(thread)
  thread:set("number", #threads)
  table.insert(threads, thread)
end

local function read(path, file, shares)
  local lines, share = {}, {}
  for token in io.lines(file) do
    table.insert(lines, wrk.format("GET", path, { Host = wrk.headers["Host"], Authorization = "Bearer " .. token }))
  end
  if #lines < shares then
    return lines
  end
  for i = number + 1, #lines, shares do
    table.insert(share, lines[i])
  end
  return share
end

function init(args)
  local path, shares, file = args[1], 1, nil
  expected, once, sent, unexpected = tonumber(args[2]), false, 0, 0
  for i = 3, #args do
    local name, value = args[i]:match("^(%w+)=?(.*)$")
    if name == "once" then once = true end
    if name == "delay" then delay = function() return tonumber(value) end end
    if name == "threads" then shares = tonumber(value) end
    if name == "tokens" then file = value end
  end
  requests = file and read(path, file, shares) or { wrk.format("GET", path) }
  if expected >= 400 then -- wrk itself counts those; all others are counted here
    response = function(status)
      if status ~= expected then unexpected = unexpected + 1 end
    end
  end
  began, ended = now(), 0
end

function request()
  sent = sent + 1
  if once and sent > #requests then
    if ended == 0 then ended = now() end
    wrk.thread:stop()
  end
  return requests[(sent - 1) % #requests + 1]
end

function done(summary, latency)
  local wrong, seconds = 0, summary.duration / 1e6
  for _, thread in ipairs(threads) do
    wrong = wrong + thread:get("unexpected")
    if thread:get("ended") > 0 then seconds = thread:get("ended") - thread:get("began") end
  end
  if threads[1]:get("expected") < 400 then
    wrong = summary.errors.status
  end
  local lost = summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout
  io.write(string.format(
    '\n{"requests":%d,"seconds":%.6f,"p50":%.3f,"p99":%.3f,"worst":%.3f,"unexpected":%d,"lost":%d}\n',
    summary.requests, seconds, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3,
    latency.max / 1e3, wrong, lost))
end
