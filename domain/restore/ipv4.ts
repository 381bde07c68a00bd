const PART = '(0|[1-9]\\d?|1\\d\\d|2[0-4]\\d|25[0-5])';
const ADDRESS = new RegExp(`^${PART}\\.${PART}\\.${PART}\\.${PART}$`);

/** The addresses of a network, as numbers. */
export interface AddressRange {
  readonly first: number;
  readonly last: number;
}

/** An IPv4 address as a number; undefined for anything but four decimal numbers without leading zeros. */
export function ipv4Number(text: string): number | undefined {
  const parts = ADDRESS.exec(text)?.slice(1);
  return parts?.reduce((number, part) => number * 256 + Number(part), 0);
}

/** The addresses of a CIDR block such as `10.1.10.0/24`; undefined when it is none. */
export function rangeOf(cidr: string): AddressRange | undefined {
  const [address = '', length = ''] = cidr.split('/');
  const number = ipv4Number(address);
  if (number === undefined || !/^([0-9]|[12]\d|3[0-2])$/.test(length)) return undefined;
  const size = 2 ** (32 - Number(length));
  const first = Math.floor(number / size) * size;
  return { first, last: first + size - 1 };
}
