'use strict';

/** For Go programs, such as Terraform, esbuild, tsc and tsgolint: they end before it pays to collect garbage. */
module.exports = { GO_VARIABLES: { GOGC: 'off', GOMEMLIMIT: '2GiB' } };
