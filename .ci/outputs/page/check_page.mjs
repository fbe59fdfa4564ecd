// Opens 报告.html as a reader does and compares it with data/.
//
//   node check_page.mjs <报告.html> <data folder> [folder for screenshots]
//
// CHROMIUM names another browser than /usr/bin/chromium. Ends with 1 at the first difference.
import { lists } from './lists.mjs';
import { overview } from './overview.mjs';
import { projects } from './projects.mjs';
import { Reader } from './reader.mjs';
import { surface } from './surface.mjs';

const [file, folder, pictures] = process.argv.slice(2);
if (!file || !folder) {
  console.error('node check_page.mjs <报告.html> <data folder> [folder for screenshots]');
  process.exit(2);
}
const reader = await Reader.start(file, folder, pictures);
try {
  for (const look of [overview, projects, lists, surface]) await look(reader);
} catch (error) {
  await reader.picture('failure').catch(() => {});
  console.error(`FAILED\n${error.stack ?? error}\n${reader.complaints.join('\n')}`);
  process.exitCode = 1;
} finally {
  await reader.close();
}
