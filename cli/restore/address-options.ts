import { type Command, InvalidArgumentError, Option } from 'commander';

import type { AddressSetting, RequestedAddresses } from '../../domain/restore/requested-addresses';

/** The addresses that a command is asked to restore with. */
export interface AddressOptions {
  readonly primaryIp?: string;
  readonly secondaryIp: readonly string[];
  readonly secondaryCount?: number;
  readonly deviceIndex: number;
}

/** Lets a command be asked for addresses. Whether they can be had is judged with the metadata, all at once. */
export function withAddressOptions(command: Command): Command {
  return command
    .addOption(new Option('--primary-ip <address>', 'the primary private address (default: EC2 chooses)'))
    .addOption(
      new Option('--secondary-ip <address>', 'a secondary private address; may be given several times')
        .argParser((address: string, before: readonly string[]) => [...before, address])
        .default([], 'none'),
    )
    .addOption(
      new Option(
        '--secondary-count <number>',
        'how many secondary private addresses EC2 chooses (default: none)',
      ).argParser(wholeNumber),
    )
    .addOption(
      new Option('--device-index <index>', 'the network interface that gets these addresses')
        .argParser(wholeNumber)
        .default(0),
    );
}

/** What was asked for, as the rules take it. */
export function askedAddresses({
  primaryIp,
  secondaryIp,
  secondaryCount,
  deviceIndex,
}: AddressOptions): RequestedAddresses {
  return { primary: primaryIp, secondaries: secondaryIp, secondaryCount, deviceIndex };
}

/** Where a setting stands on the command line. */
export function addressOption(setting: AddressSetting): string {
  return OPTIONS[setting];
}

const OPTIONS: Readonly<Record<AddressSetting, string>> = {
  primary: '--primary-ip',
  secondary: '--secondary-ip',
  secondaryCount: '--secondary-count',
  deviceIndex: '--device-index',
};

/** A negative one is understood, and refused with everything else. */
function wholeNumber(text: string): number {
  if (/^-?\d{1,6}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Specify a whole number.');
}
