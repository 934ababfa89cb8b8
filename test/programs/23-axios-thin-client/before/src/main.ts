export { departuresAt, publishDepartures } from './features/departures';
export { noticeFor, postNotice } from './features/notices';
export * as tickets from './features/tickets';
