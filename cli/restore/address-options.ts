import { type Command, InvalidArgumentError, Option } from 'commander';

import type { AddressSetting, RequestedAddresses } from '../../domain/restore/requested-addresses';

/** The requested private IP addresses. */
export interface AddressOptions {
  readonly primaryIp?: string;
  readonly secondaryIp: readonly string[];
  readonly secondaryCount?: number;
  readonly deviceIndex: number;
}

/** Adds the options for private IP addresses. They are validated together with the metadata. */
export function withAddressOptions(command: Command): Command {
  return command
    .addOption(new Option('--primary-ip <address>', 'the primary private IP address (default: EC2 chooses one)'))
    .addOption(
      new Option('--secondary-ip <address>', 'a secondary private IP address; repeatable')
        .argParser((address: string, before: readonly string[]) => [...before, address])
        .default([], 'none'),
    )
    .addOption(
      new Option(
        '--secondary-count <number>',
        'the number of secondary private IP addresses that EC2 chooses (default: none)',
      ).argParser(wholeNumber),
    )
    .addOption(
      new Option('--device-index <index>', 'the network interface for these addresses')
        .argParser(wholeNumber)
        .default(0),
    );
}

/** The options in the form that the rules use. */
export function requestedAddresses({
  primaryIp,
  secondaryIp,
  secondaryCount,
  deviceIndex,
}: AddressOptions): RequestedAddresses {
  return { primary: primaryIp, secondaries: secondaryIp, secondaryCount, deviceIndex };
}

/** The command-line option of a setting. */
export function addressOption(setting: AddressSetting): string {
  return OPTIONS[setting];
}

const OPTIONS: Readonly<Record<AddressSetting, string>> = {
  primary: '--primary-ip',
  secondary: '--secondary-ip',
  secondaryCount: '--secondary-count',
  deviceIndex: '--device-index',
};

/** Accepts negative numbers: the rules refuse them together with everything else. */
function wholeNumber(text: string): number {
  if (/^-?\d{1,6}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Specify a whole number.');
}
