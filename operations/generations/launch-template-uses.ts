import {
  paginateDescribeLaunchTemplates,
  paginateDescribeLaunchTemplateVersions,
  type EC2Client,
  type LaunchTemplateVersion,
} from '@aws-sdk/client-ec2';

import type { Use } from '../../domain/generations/inventory';
import { withAwsErrors, AwsError, isDenied } from '../aws-error';
import { everyPage } from '../pages';
import { required } from '../unreadable-response';

/** As many as EC2 gives in one page. */
const pageSize = 200;

/**
 * What stands instead of an image's id when a Systems Manager parameter names the image. Those of AWS name images of AWS,
 * and nobody else's can be called so.
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-public-parameters.html
 */
const OWN_PARAMETER = /^resolve:(?!ssm:\/aws\/)/;

/**
 * Which images and snapshots any version of any launch template names.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeLaunchTemplateVersions.html
 */
export async function launchTemplateUses(ec2: EC2Client): Promise<Use[]> {
  const pages = paginateDescribeLaunchTemplates({ client: ec2, pageSize }, {});
  const templates = await withAwsErrors('ec2:DescribeLaunchTemplates', () => everyPage(pages, 'LaunchTemplates'));
  const uses: Use[] = [];
  for (const { LaunchTemplateId = '' } of templates) {
    // One after the other: EC2 gives all versions of one template only.
    const versions = await versionsOf(ec2, LaunchTemplateId);
    uses.push(...versions.flatMap((version) => usesOf(LaunchTemplateId, version)));
  }
  return uses;
}

/** @throws {AwsError} also when it stays unknown which image a parameter names: it may be any of ours */
async function versionsOf(ec2: EC2Client, templateId: string): Promise<LaunchTemplateVersion[]> {
  const written = await describe(ec2, templateId, { ResolveAlias: false });
  const [first] = written.filter(namesOwnParameter);
  if (first === undefined) return written;
  const resolved = await resolvedVersions(ec2, templateId, first);
  const unknown = resolved.find(namesOwnParameter);
  if (unknown === undefined) return resolved;
  throw new AwsError(
    `${namedBy(templateId, unknown)}, and EC2 does not tell which image that is: it may be one of these.\n→ fix the parameter, or delete that version; where the parameter is right, ${LET_IT_READ}`,
  );
}

/** EC2 reads the parameters as whoever asks. */
async function resolvedVersions(
  ec2: EC2Client,
  templateId: string,
  first: LaunchTemplateVersion,
): Promise<LaunchTemplateVersion[]> {
  try {
    return await describe(ec2, templateId, { ResolveAlias: true });
  } catch (error) {
    // That it may look at the versions has been seen a moment ago.
    if (!isDenied(error)) throw error;
    throw new AwsError(
      `${namedBy(templateId, first)}, and whoever prunes may not read that: the image may be one of these.\n→ ${LET_IT_READ}`,
      { cause: error },
    );
  }
}

const LET_IT_READ =
  'allow ssm:GetParameters on it: add its ARN to ssmBackup.imageParameterArns of the environment, bootstrap it again, and apply the iam stack';

function namedBy(templateId: string, { VersionNumber, LaunchTemplateData }: LaunchTemplateVersion): string {
  return `Nothing is deleted: launch template ${templateId}, version ${VersionNumber}, names its image by ${LaunchTemplateData?.ImageId}`;
}

function describe(
  ec2: EC2Client,
  LaunchTemplateId: string,
  { ResolveAlias }: { readonly ResolveAlias: boolean },
): Promise<LaunchTemplateVersion[]> {
  return withAwsErrors(`ec2:DescribeLaunchTemplateVersions of ${LaunchTemplateId}`, async () => {
    try {
      const pages = paginateDescribeLaunchTemplateVersions(
        { client: ec2, pageSize },
        { LaunchTemplateId, ...(ResolveAlias ? { ResolveAlias } : {}) },
      );
      const versions = await everyPage(pages, 'LaunchTemplateVersions');
      return versions.map((version) => ({ ...version, LaunchTemplateData: required(version, 'LaunchTemplateData') }));
    } catch (error) {
      // Deleted since the templates were listed.
      if (error instanceof Error && error.name === 'InvalidLaunchTemplateId.NotFound') return [];
      throw error;
    }
  });
}

function namesOwnParameter({ LaunchTemplateData }: LaunchTemplateVersion): boolean {
  return OWN_PARAMETER.test(LaunchTemplateData?.ImageId ?? '');
}

function usesOf(templateId: string, { VersionNumber, LaunchTemplateData = {} }: LaunchTemplateVersion): Use[] {
  const { ImageId = [], BlockDeviceMappings = [] } = LaunchTemplateData;
  const ids = [ImageId, BlockDeviceMappings.map(({ Ebs }) => Ebs?.SnapshotId ?? [])].flat(2);
  return ids.map((id) => ({ id, by: `launch template ${templateId}, version ${VersionNumber}` }));
}
