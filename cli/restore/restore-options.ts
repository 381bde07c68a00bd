import type { AwsOptions } from '../aws/options';
import type { AddressOptions } from './address-options';

/** The options of `restore ec2`. */
export interface RestoreOptions extends AwsOptions, AddressOptions {
  readonly environment: string;
  readonly vault?: string;
  readonly recoveryPoint?: string;
  readonly instanceId?: string;
  readonly subnet?: string;
  readonly roleArn?: string;
  readonly instanceProfile: 'original' | 'none';
  readonly copyTags?: boolean;
  readonly again?: true;
  readonly start?: true;
  readonly follow?: true;
  readonly poll: number;
  readonly json?: true;
}
