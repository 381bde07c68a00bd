'use strict';

const { rmSync } = require('node:fs');

/** Removes the temporary folder that the setup made. */
module.exports = () => {
  const { TESTS_FOLDER: folder } = process.env;
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
};
