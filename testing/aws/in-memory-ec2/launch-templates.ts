import { awsError } from '../fake-aws';
import { listed } from './list';
import type { Ec2State, Operations } from './state';

export function launchTemplateOperations({ templates, parameters }: Ec2State): Operations {
  return {
    /** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeLaunchTemplates.html */
    DescribeLaunchTemplates: (input) =>
      listed(
        'LaunchTemplates',
        Object.keys(templates).map((LaunchTemplateId) => ({ LaunchTemplateId })),
        input,
      ),
    /** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeLaunchTemplateVersions.html */
    DescribeLaunchTemplateVersions: (input) => {
      const versions = templates[input['LaunchTemplateId']];
      if (!versions) throw awsError('InvalidLaunchTemplateId.NotFound', 'The template does not exist.', 400);
      const described = versions.map(({ ImageId, snapshotId }, index) => ({
        VersionNumber: index + 1,
        LaunchTemplateData: {
          ImageId: input['ResolveAlias'] === true ? (parameters[ImageId ?? ''] ?? ImageId) : ImageId,
          BlockDeviceMappings: snapshotId === undefined ? undefined : [{ Ebs: { SnapshotId: snapshotId } }],
        },
      }));
      return listed('LaunchTemplateVersions', described, input);
    },
  };
}
