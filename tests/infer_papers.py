"""Papers that tests of `csptool infer` read: published figures, each as a Markdown table."""

from __future__ import annotations

LEICESTERSHIRE = """It has been agreed that approximately £97,905.55 will be redistributed.

| | 24/25 Funding | 23/24 Underspend allocation | Total Funding 24/25 |
|---|---|---|---|
| Leicester | £271,818.47 | +£41,603.01 | £313,421.48 |
| Charnwood | £89,530.24 | +£13,703.00 | £103,233.23 |
| Blaby | £52,665.76 | +£8,060.73 | £60,726.49 |
| Hinckley & Bosworth | £51,217.55 | +£7,839.07 | £59,056.62 |
| SNWL | £53,776.10 | +£8,230.67 | £62,006.76 |
| Harborough | £37,479.75 | +£5,736.44 | £43,216.19 |
| Oadby & Wigston | £32,554.58 | +£4,982.62 | £37,537.20 |
| Melton | £31,335.75 | +£4,796.07 | £36,131.82 |
| Rutland | £19,296.80 | +£2,953.46 | £22,250.25 |
"""

THAMES_VALLEY = """| Area | 2020/21 £ | 2021/22 £ |
|---|---|---|
| Bracknell | 136,091 | 134,699 |
| Bucks CC | 441,082 | 436,567 |
| Milton Keynes | 261,694 | 259,015 |
| Oxon CC | 693,923 | 686,820 |
| Reading | 457,814 | 453,128 |
| Slough | 335,938 | 332,499 |
| West Berkshire | 155,864 | 154,268 |
| Windsor & Maidenhead | 148,921 | 147,397 |
| Wokingham | 104,205 | 103,128 |
| | | |
| Retained by PCC | 303,948 | 331,948 |
| | | |
| Total | 3,039,479 | 3,039,479 |
"""

REGIONS = """| £ million | personnel | finance staff |
|---|---|---|
| Northern | 0.366 | 0.634 |
| Yorkshire | 0.411 | 0.711 |
| Trent | 0.512 | 0.887 |
| East Anglian | 0.220 | 0.381 |
| North West Thames | 0.427 | 0.739 |
| North East Thames | 0.526 | 0.910 |
| South East Thames | 0.463 | 0.801 |
| South West Thames | 0.374 | 0.648 |
| Wessex | 0.307 | 0.532 |
| Oxford | 0.247 | 0.427 |
| South Western | 0.364 | 0.631 |
| West Midlands | 0.587 | 1.016 |
| Mersey | 0.294 | 0.509 |
| North Western | 0.502 | 0.869 |
| All regions | 5.600 | 9.695 |
"""
