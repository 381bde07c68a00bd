import { Option } from 'commander';

/** The credentials and the region of a command that calls AWS. */
export interface AwsOptions {
  readonly profile?: string;
  readonly region?: string;
}

export function profileOption(): Option {
  return new Option('--profile <name>', 'use this profile of the AWS configuration (default: as in the AWS CLI)');
}

/** @param all the default */
export function regionOption(all: string): Option {
  return new Option('--region <region>', `query only this region (default: ${all})`);
}
