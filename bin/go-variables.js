'use strict';

/**
 * For Go programs, such as Terraform, esbuild, tsc and tsgolint: they end before it pays to collect garbage. Several
 * of them run at once, so each may use 1 GiB before it collects after all.
 */
module.exports = { GO_VARIABLES: { GOGC: 'off', GOMEMLIMIT: '1GiB' } };
