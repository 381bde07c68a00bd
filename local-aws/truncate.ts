import type { ServerResponse } from 'node:http';

/** Sends only the first half of the body, without the header that would show it. */
export function truncate(response: ServerResponse): void {
  const chunks: Buffer[] = [];
  const end = response.end.bind(response);
  const writeHead = response.writeHead.bind(response);
  response.writeHead = (status: number, headers: any) => {
    const { 'content-length': _, 'Content-Length': __, ...others } = headers ?? {};
    return writeHead(status, others);
  };
  response.write = (chunk: string | Uint8Array) => {
    chunks.push(Buffer.from(chunk as string));
    return true;
  };
  response.end = (chunk?: unknown) => {
    if (typeof chunk === 'string' || chunk instanceof Uint8Array) response.write(chunk);
    const whole = Buffer.concat(chunks);
    return end(whole.subarray(0, whole.length / 2));
  };
}
