import { randomInt } from 'node:crypto';
import { loadSettings } from './config/settings';
import { TrustedDevices } from './devices/trusted-devices';
import { Container } from './di/container';
import { EntryGateway } from './infra/entry-gateway';
import { OtpService } from './otp/otp-service';
import { TOKENS } from './tokens';

export function bootstrap(): Container {
	return new Container()
		.register(TOKENS.settings, loadSettings)
		.register(TOKENS.codes, () => () => String(randomInt(0, 1_000_000)).padStart(6, '0'))
		.register(TOKENS.entries, (c) => new EntryGateway(c.resolve(TOKENS.settings)))
		.register(TOKENS.otp, (c) => new OtpService(c.resolve(TOKENS.entries), c.resolve(TOKENS.settings).otp, c.resolve(TOKENS.codes)))
		.register(TOKENS.devices, (c) => new TrustedDevices(c.resolve(TOKENS.entries), c.resolve(TOKENS.settings).deviceDays));
}
