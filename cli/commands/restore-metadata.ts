import { text as allOf } from 'node:stream/consumers';

import { Command, Option } from 'commander';

import { askedAddressesRefused } from '../../domain/restore/asked-addresses';
import { ec2Metadata } from '../../domain/restore/ec2-metadata';
import { readRestoreMetadata } from '../../domain/restore/metadata-text';
import { RefusedInputError } from '../exit-code';
import { jsonOption } from '../options';
import { readTexts } from '../policy/read-text';
import { type AddressOptions, addressOption, askedAddresses, withAddressOptions } from '../restore/address-options';
import { findingsText } from '../restore/findings-text';

interface MetadataOptions extends AddressOptions {
  readonly from: string;
  readonly json?: true;
}

/** Writes the metadata with which AWS Backup restores an instance with chosen addresses. */
export function restoreMetadataCommand(): Command {
  const command = new Command('metadata')
    .description('Write the metadata that start-restore-job takes for an EC2 instance with chosen private addresses.')
    .addOption(
      new Option(
        '--from <file>',
        'the answer of get-recovery-point-restore-metadata, or the RestoreMetadata in it; - reads stdin',
      ).makeOptionMandatory(),
    );
  return withAddressOptions(command).addOption(jsonOption()).action(restoreMetadata);
}

async function restoreMetadata({ from, ...options }: MetadataOptions): Promise<void> {
  const text = from === '-' ? await allOf(process.stdin) : readTexts([from])[0]?.text;
  const addresses = askedAddresses(options);
  const refused = askedAddressesRefused(addresses, addressOption);
  const read = readRestoreMetadata(text ?? '', from === '-' ? 'stdin' : from);
  const result = 'findings' in read ? read : ec2Metadata(read.metadata, { addresses }, addressOption);
  const findings = 'findings' in result ? [...refused, ...result.findings] : refused;
  if ('findings' in result || findings.length > 0) throw new RefusedInputError(findingsText(findings));
  // What start-restore-job takes is JSON for people and programs alike.
  console.log(JSON.stringify(result.metadata, null, 2));
}
