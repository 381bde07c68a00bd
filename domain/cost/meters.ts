import type { CostRow, Quantities } from './model';
import { RESOURCE_TYPES } from '../backup/resource-types';

/** What AWS bills, as its price list has it. */
export interface Meter {
  /** The offer code of the service. */
  readonly service: string;
  /** The usage type without its prefix for the region; undefined if it is not known here. */
  readonly usage?: string;
  readonly region: string;
  /** Where data is transferred to. */
  readonly to?: string;
}

type Billed = Exclude<keyof Quantities, 'createdGb'>;

interface ServiceUsage extends Partial<Record<Billed, string>> {
  readonly service: string;
}

const EBS_SNAPSHOTS: ServiceUsage = {
  service: 'AmazonEC2',
  warmGbMonths: 'EBS:SnapshotUsage',
  archiveGbMonths: 'EBS:SnapshotArchiveStorage',
  earlyDeletionGbMonths: 'EBS:SnapshotArchiveEarlyDelete',
};

/**
 * The services that bill the backups which AWS Backup does not fully manage. A usage type that is left out is not known
 * here, and never priced.
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/metering-and-billing.html
 */
const BILLED_BY_SERVICE: Readonly<Record<string, ServiceUsage>> = {
  Aurora: { service: 'AmazonRDS', warmGbMonths: 'Aurora:BackupUsage' },
  DocumentDB: { service: 'AmazonDocDB', warmGbMonths: 'BackupUsage' },
  EBS: EBS_SNAPSHOTS,
  EC2: EBS_SNAPSHOTS,
  FSx: { service: 'AmazonFSx', warmGbMonths: 'BackupUsage' },
  Neptune: { service: 'AmazonNeptune', warmGbMonths: 'BackupUsage' },
  RDS: { service: 'AmazonRDS', warmGbMonths: 'RDS:ChargedBackupUsage' },
  Redshift: { service: 'AmazonRedshift', warmGbMonths: 'Redshift:PaidSnapshots' },
  'Redshift Serverless': { service: 'AmazonRedshift' },
  'Storage Gateway': EBS_SNAPSHOTS,
};

const BACKUP_USAGE: Readonly<Record<Billed, string>> = {
  warmGbMonths: 'WarmStorage-ByteHrs',
  coldGbMonths: 'ColdStorage-ByteHrs',
  archiveGbMonths: 'ColdStorage-ByteHrs',
  earlyDeletionGbMonths: 'EarlyDelete-ColdByteHrs',
  transferredGb: 'CrossRegion-WarmBytes',
  restoredGb: 'Restore-WarmBytes',
};

const BILLED = Object.keys(BACKUP_USAGE) as Billed[];

export interface Metered {
  readonly meter: Meter;
  readonly quantity: number;
}

/** What a row is billed for. */
export function metersOf(row: CostRow): Metered[] {
  return BILLED.filter((quantity) => row[quantity] > 0).map((billed) => ({
    meter: meterOf(row, billed),
    quantity: row[billed],
  }));
}

function meterOf({ type, place, region, sourceRegion }: CostRow, billed: Billed): Meter {
  const service = BILLED_BY_SERVICE[type];
  const isManaged = RESOURCE_TYPES.some(({ name, encryptedBy }) => name === type && encryptedBy === 'vault');
  const where = billed === 'transferredGb' ? { region: sourceRegion, to: region } : { region };
  if (place !== 'air-gapped' && !isManaged) {
    return billed === 'transferredGb'
      ? { service: 'AWSDataTransfer', usage: 'AWS-Out-Bytes', ...where }
      : { service: service?.service ?? type, usage: service?.[billed], ...where };
  }
  return { service: 'AWSBackup', usage: backupUsage(type, place, billed), ...where };
}

/**
 * AWS Backup's own usage types end with the resource type, and those of air-gapped vaults with `LAGV`. How the others of
 * air-gapped vaults and those of SAP HANA are called is not known here.
 */
function backupUsage(type: string, place: CostRow['place'], billed: Billed): string | undefined {
  if (type.includes(' ')) return undefined;
  const usage = `${BACKUP_USAGE[billed]}-${type}`;
  if (place !== 'air-gapped') return usage;
  return billed === 'warmGbMonths' ? `${usage}-LAGV` : undefined;
}
