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

/** The most that EC2 returns in one page. */
const pageSize = 200;

/**
 * The form of an image ID that refers to a Systems Manager parameter. AWS's public parameters name AWS's own images, and
 * no account can create a parameter under that prefix.
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-public-parameters.html
 */
const OWN_PARAMETER = /^resolve:(?!ssm:\/aws\/)/;

/**
 * The images and snapshots that any version of any launch template names.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeLaunchTemplateVersions.html
 */
export async function launchTemplateUses(ec2: EC2Client): Promise<Use[]> {
  const pages = paginateDescribeLaunchTemplates({ client: ec2, pageSize }, {});
  const templates = await withAwsErrors('ec2:DescribeLaunchTemplates', () => everyPage(pages, 'LaunchTemplates'));
  const uses: Use[] = [];
  for (const { LaunchTemplateId = '' } of templates) {
    // Sequential: EC2 lists all versions of only one template per call.
    const versions = await versionsOf(ec2, LaunchTemplateId);
    uses.push(...versions.flatMap((version) => usesOf(LaunchTemplateId, version)));
  }
  return uses;
}

/** @throws {AwsError} also when it is unknown which image a parameter names: it can be any image of the server */
async function versionsOf(ec2: EC2Client, templateId: string): Promise<LaunchTemplateVersion[]> {
  const unresolved = await describe(ec2, templateId, { ResolveAlias: false });
  const [first] = unresolved.filter(namesOwnParameter);
  if (first === undefined) return unresolved;
  const resolved = await resolvedVersions(ec2, templateId, first);
  const unknown = resolved.find(namesOwnParameter);
  if (unknown === undefined) return resolved;
  throw new AwsError(
    `${namedBy(templateId, unknown)}, and EC2 does not report which image that is: it may be one of the images to delete.\n→ fix the parameter, or delete that version; if the parameter is correct, ${ALLOW_PARAMETER}`,
  );
}

/** EC2 reads the parameters with the caller's permissions. */
async function resolvedVersions(
  ec2: EC2Client,
  templateId: string,
  first: LaunchTemplateVersion,
): Promise<LaunchTemplateVersion[]> {
  try {
    return await describe(ec2, templateId, { ResolveAlias: true });
  } catch (error) {
    // The previous call proved that the caller may read the versions.
    if (!isDenied(error)) throw error;
    throw new AwsError(
      `${namedBy(templateId, first)}, which the caller is not allowed to read: it may be one of the images to delete.\n→ ${ALLOW_PARAMETER}`,
      { cause: error },
    );
  }
}

const ALLOW_PARAMETER =
  'allow ssm:GetParameters on it: add its ARN to ssmBackup.imageParameterArns of the environment, run bootstrap again, and apply the iam stack';

function namedBy(templateId: string, { VersionNumber, LaunchTemplateData }: LaunchTemplateVersion): string {
  return `Nothing is deleted: launch template ${templateId}, version ${VersionNumber}, refers to its image as ${LaunchTemplateData?.ImageId}`;
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
        { LaunchTemplateId, ResolveAlias },
      );
      const versions = await everyPage(pages, 'LaunchTemplateVersions');
      return versions.map((version) => ({ ...version, LaunchTemplateData: required(version, 'LaunchTemplateData') }));
    } catch (error) {
      // It was deleted after the templates were listed.
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
