import { settingOf, type SerializedObject } from './serialize-objects';

/**
 * The device index of a network interface in metadata; undefined when it has no readable index. It is a number, but is
 * also accepted as text, because every other value of restore metadata is text.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_InstanceNetworkInterfaceSpecification.html
 */
export function deviceIndexOf(networkInterface: SerializedObject): number | undefined {
  const index = settingOf(networkInterface, 'DeviceIndex');
  if (typeof index === 'string' && /^\d+$/.test(index)) return Number(index);
  return typeof index === 'number' && Number.isSafeInteger(index) && index >= 0 ? index : undefined;
}
