import { settingOf, type SerializedObject } from './serialize-objects';

/**
 * The device index of a network interface inside metadata; undefined when it has none that can be read. It is a number,
 * taken as text too: every other value of restore metadata is text.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_InstanceNetworkInterfaceSpecification.html
 */
export function deviceIndexOf(written: SerializedObject): number | undefined {
  const index = settingOf(written, 'DeviceIndex');
  if (typeof index === 'string' && /^\d+$/.test(index)) return Number(index);
  return typeof index === 'number' ? index : undefined;
}
