'use strict';

// Says what to install when the tests of the report cannot run in a browser (docs/adr/0038-report.md).

const { existsSync } = require('node:fs');

/** The browser that the tests of the report start. */
const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';

module.exports = { CHROMIUM };

if (require.main === module && !existsSync(CHROMIUM)) {
  console.error('Install Chromium (on Debian: apt-get install chromium), or set CHROMIUM to its path.');
  process.exitCode = 2;
}
