'use strict';

const { readFileSync, writeFileSync } = require('node:fs');

// Preloaded into a measured program: when it ends, leaves the peak of its memory in the file BENCH_PEAK_FILE names.
process.once('exit', () => {
  const file = process.env['BENCH_PEAK_FILE'];
  if (file !== undefined) writeFileSync(file, String(peakKilobytes()));
});

/** Of this program only, not of programs that it starts, such as esbuild's. */
function peakKilobytes() {
  try {
    return Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]);
  } catch {
    // Not Linux. There maxRSS would not do: it starts from what the parent held.
    return process.resourceUsage().maxRSS;
  }
}
