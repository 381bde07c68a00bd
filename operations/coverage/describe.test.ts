import { FSxClient } from '@aws-sdk/client-fsx';
import { RDSClient } from '@aws-sdk/client-rds';

import type { FoundResource } from '../../domain/coverage/resource';
import type { CoverageClients } from './clients';
import { DESCRIPTIONS } from './describe';

const PLACE = { account: '111111111111', region: 'ap-northeast-1' };

/** Lists resources of a type with a client whose calls have these answers, by the name of the operation. */
async function listed(
  type: string,
  clients: object,
  answers: Readonly<Record<string, object>>,
): Promise<FoundResource[]> {
  for (const client of Object.values(clients) as FSxClient[]) {
    const send = (command: object) => Promise.resolve(answers[command.constructor.name.replace(/Command$/, '')]);
    Object.assign(client, { send });
  }
  const description = DESCRIPTIONS.find(({ types }) => types.includes(type));
  return (await description?.list(clients as CoverageClients, PLACE)) ?? [];
}

const fsx = (answers: Readonly<Record<string, object>>) =>
  listed('FSx', { fsx: new FSxClient({ region: PLACE.region }) }, answers);

test('H1 of ONTAP file systems lists volumes, and not the root volumes of virtual machines', async () => {
  const volume = (ResourceARN: string, StorageVirtualMachineRoot: boolean) => ({
    ResourceARN,
    VolumeType: 'ONTAP',
    OntapConfiguration: { StorageVirtualMachineRoot },
  });
  const found = await fsx({
    DescribeFileSystems: {
      FileSystems: [
        { ResourceARN: 'windows', FileSystemType: 'WINDOWS', Tags: [{ Key: 'Name', Value: 'share' }] },
        { ResourceARN: 'ontap', FileSystemType: 'ONTAP' },
      ],
    },
    DescribeVolumes: { Volumes: [volume('root', true), volume('files', false), { VolumeType: 'OPENZFS' }] },
  });
  expect(found.map(({ arn, tags }) => [arn, tags])).toEqual([
    ['windows', { Name: 'share' }],
    ['files', {}],
  ]);
});

test('H1 without ONTAP, volumes are not read', async () => {
  const answers = { DescribeFileSystems: { FileSystems: [{ ResourceARN: 'lustre', FileSystemType: 'LUSTRE' }] } };
  expect((await fsx(answers)).map(({ arn }) => arn)).toEqual(['lustre']);
});

test.each([
  ['aurora-postgresql', 'Aurora'],
  ['docdb', 'DocumentDB'],
  ['neptune', 'Neptune'],
  ['postgres', 'RDS'],
])('H1 a cluster with the engine %s is of type %s, and backed up instead of its instances', async (Engine, type) => {
  const found = await listed(
    'RDS',
    { rds: new RDSClient({ region: PLACE.region }) },
    {
      DescribeDBClusters: { DBClusters: [{ DBClusterArn: 'cluster', Engine }] },
      DescribeDBInstances: {
        DBInstances: [{ DBInstanceArn: 'one' }, { DBInstanceArn: 'two', DBClusterIdentifier: 'c' }],
      },
    },
  );
  expect(found.map((one) => [one.arn, one.type])).toEqual([
    ['one', 'RDS'],
    ['cluster', type],
  ]);
});
