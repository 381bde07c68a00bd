import { paginateDescribeImages, type EC2Client, type Image as AwsImage } from '@aws-sdk/client-ec2';

import type { Image } from '../../domain/generations/inventory';
import { withAwsErrors } from '../aws-error';
import { everyPage } from '../pages';
import { tagsOf } from './tags-of';

/**
 * Every image of this account in one region, including disabled ones, which still use their snapshots.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeImages.html
 */
export async function ownImages(ec2: EC2Client): Promise<Image[]> {
  const pages = paginateDescribeImages(
    { client: ec2, pageSize: 1000 },
    { Owners: ['self'], IncludeDisabled: true, IncludeDeprecated: true },
  );
  const images = await withAwsErrors('ec2:DescribeImages', () => everyPage(pages, 'Images'));
  return images.map(imageOf);
}

function imageOf(image: AwsImage): Image {
  return {
    id: image.ImageId ?? '',
    name: image.Name ?? '',
    state: image.State ?? 'unknown',
    createdAt: image.CreationDate,
    tags: tagsOf(image.Tags),
    snapshotIds: image.BlockDeviceMappings?.flatMap(({ Ebs }) => Ebs?.SnapshotId ?? []) ?? [],
    sourceInstanceId: image.SourceInstanceId,
    sourceImageId: image.SourceImageId,
    // `enabled-with-cooldown` or `enabled-without-cooldown`: EC2 would refuse.
    isProtected: image.DeregistrationProtection?.startsWith('enabled') ?? false,
  };
}
