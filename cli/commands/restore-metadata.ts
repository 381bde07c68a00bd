import { text as allOf } from 'node:stream/consumers';

import { Command, Option } from 'commander';

import { requestedAddressFindings } from '../../domain/restore/requested-addresses';
import { ec2Metadata } from '../../domain/restore/ec2-metadata';
import { prefixesLeftOut } from '../../domain/restore/delegated-prefixes';
import { readRestoreMetadata } from '../../domain/restore/metadata-text';
import { RefusedInputError, refusedOf } from '../exit-code';
import { findingsText } from '../findings-text';
import { exampleAndExitCodes } from '../help';
import { jsonOption } from '../options';
import { readTexts } from '../policy/read-text';
import { type AddressOptions, addressOption, requestedAddresses, withAddressOptions } from '../restore/address-options';

interface MetadataOptions extends AddressOptions {
  readonly from: string;
  readonly json?: true;
}

/** Prints restore metadata with chosen private IP addresses. */
export function restoreMetadataCommand(): Command {
  const command = new Command('metadata')
    .description(
      'Print the metadata for start-restore-job that restores an EC2 instance with chosen private IP addresses.',
    )
    .addOption(
      new Option(
        '--from <file>',
        'the output of get-recovery-point-restore-metadata, or its RestoreMetadata; - reads stdin',
      ).makeOptionMandatory(),
    );
  return withAddressOptions(command)
    .addOption(jsonOption())
    .addHelpText(
      'after',
      exampleAndExitCodes('restore metadata --from metadata.json --primary-ip 10.1.10.11', {
        0: 'printed',
        1: 'refused',
        2: 'wrong usage',
      }),
    )
    .action(restoreMetadata);
}

async function restoreMetadata({ from, ...options }: MetadataOptions): Promise<void> {
  const text = from === '-' ? await allOf(process.stdin) : readTexts([from])[0]?.text;
  const addresses = requestedAddresses(options);
  const refused = requestedAddressFindings(addresses, addressOption);
  const source = from === '-' ? 'stdin' : from;
  const read = readRestoreMetadata(text ?? '', source);
  const result = 'findings' in read ? read : ec2Metadata(read.metadata, { addresses }, addressOption);
  const findings = 'findings' in result ? [...refused, ...result.findings] : refused;
  if ('findings' in result || findings.length > 0) {
    throw new RefusedInputError(findingsText(findings), refusedOf(findings, source));
  }
  const notes = 'findings' in read ? [] : prefixesLeftOut(read.metadata);
  if (notes.length > 0) console.error(findingsText(notes));
  // start-restore-job requires JSON, so that this is the output with and without --json.
  console.log(JSON.stringify(result.metadata, null, 2));
}
