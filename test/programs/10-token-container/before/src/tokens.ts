import { token } from './di/token';
import type { Settings } from './config/settings';
import type { EntryGateway } from './infra/entry-gateway';
import type { OtpService } from './otp/otp-service';
import type { TrustedDevices } from './devices/trusted-devices';

export const TOKENS = {
	settings: token<Settings>('settings'),
	entries: token<EntryGateway>('entries'),
	otp: token<OtpService>('otp'),
	devices: token<TrustedDevices>('devices'),
	codes: token<() => string>('codes'),
} as const;
