/** Which addresses may be asked: a row is data from outside, and must not make this machine ask its own network. */
import { lookup as lookUp } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { RowError } from '../../model/item.ts';

export interface GuardOptions {
  /** Also loopback, private and link-local addresses. */
  readonly allowPrivateHosts: boolean;
  /** Only these hosts and those below them; all where there are none. */
  readonly allowedHosts: readonly string[];
}

/** @throws RowError `unsafe-path` for what is no http(s) address, holds a password, or whose host is not among the allowed */
export function checkAddress(address: string, { allowedHosts, allowPrivateHosts }: GuardOptions): URL {
  const url = URL.parse(address);
  if (!url || !['http:', 'https:'].includes(url.protocol))
    throw new RowError('unsafe-path', `${address}: only http and https addresses are fetched`);
  if (url.username !== '' || url.password !== '')
    throw new RowError('unsafe-path', `${url.host}: addresses with a name or password are not fetched`);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const isAllowed =
    allowedHosts.length === 0 || allowedHosts.some((each) => host === each || host.endsWith(`.${each}`));
  if (!isAllowed) throw new RowError('unsafe-path', `${host} is not among the hosts of --allow-host`);
  // A name is looked at when it is resolved, a number here: nothing resolves it.
  if (isIP(host) && !allowPrivateHosts && !isPublic(host)) throw privateAddress(host, host);
  return url;
}

const privateAddress = (host: string, ip: string): RowError =>
  new RowError('unsafe-path', `${host} is at ${ip}, which is no public address (see --allow-private-hosts)`);

/** Whether anybody on the internet could ask it: neither loopback, private, link-local, multicast nor reserved. */
export function isPublic(ip: string): boolean {
  const parsed = ipaddr.process(ip);
  return parsed.range() === 'unicast';
}

/** Resolves names, and refuses those of which any address is private: the address that is checked is the one connected to. */
export function guardedLookup({ allowPrivateHosts }: GuardOptions): LookupFunction {
  return (host, options, callback) => {
    lookUp(host, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, []);
      const forbidden = allowPrivateHosts ? undefined : addresses.find(({ address }) => !isPublic(address));
      if (forbidden) return callback(privateAddress(host, forbidden.address), []);
      const [first] = addresses;
      if (options.all) callback(null, addresses);
      else callback(null, first?.address ?? '', first?.family ?? 4);
    });
  };
}
