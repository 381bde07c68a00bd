import { Option } from 'commander';

import { knownProfile } from './profile';

/** Where and as whom a command asks AWS. */
export interface AwsOptions {
  readonly profile?: string;
  readonly region?: string;
}

export function profileOption(): Option {
  return new Option(
    '--profile <name>',
    'use this profile of the AWS configuration (default: as the AWS CLI does)',
  ).argParser(knownProfile);
}

/** @param all what is asked without it */
export function regionOption(all: string): Option {
  return new Option('--region <region>', `ask this region (default: ${all})`);
}
