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

SOUTH_WALES_BANDS = """| Band | 2021/22 |
|---|---|
""" + "".join(
    f"| {band} | £{charge} |\n"
    for band, charge in zip(
        "ABCDEFGHI",
        ("191.81", "223.78", "255.75", "287.72", "351.65", "415.59", "479.53", "575.43", "671.34"),
        strict=True,
    )
)

SOUTH_WALES_BASES = """| Council | Tax base | Precept £m |
|---|---|---|
| Vale of Glamorgan | 61,412 | 17.6 |
| Merthyr Tydfil | 8,430.74 | 5.3 |
| Cardiff | 147,794 | 42.5 |
| Swansea | 94,051 | 27 |
| Rhondda Cynon Taf | 77,917.81 | 22.2 |
| Bridgend | 54,329.46 | 15.6 |
| Neath Port Talbot | 48,163.46 | 13.8 |
"""

WEST_MERCIA = """| Billing authority | Precept £ |
|---|---|
| Bromsgrove | 10,029,691.88 |
| Herefordshire | 18,798,837.59 |
| Malvern Hills | 8,694,440.34 |
| Redditch | 6,957,656.63 |
| Shropshire | 31,239,058.16 |
| Telford and Wrekin | 14,631,055.55 |
| Worcester | 8,716,359.45 |
| Wychavon | 13,869,189.75 |
| Wyre Forest | 9,188,201.00 |
| Total | 122,124,490.35 |
"""

WEST_MERCIA_BANDS = """| Band | 2022/23 £ | 2023/24 £ |
|---|---|---|
| A | 166.44 | 176.33 |
| B | 191.18 | 205.72 |
| C | 221.92 | 235.11 |
| D | 249.66 | 264.50 |
| E | 305.14 | 323.28 |
| F | 360.62 | 382.06 |
| G | 416.10 | 440.83 |
| H | 499.32 | 529.00 |
"""

NORTH_YORKSHIRE = """| Band | 2023/24 £ | 2024/25 £ | Increase £ |
|---|---|---|---|
| A | 196.73 | 204.58 | 7.85 |
| B | 229.51 | 238.66 | 9.15 |
| C | 262.30 | 272.76 | 10.46 |
| D | 295.09 | 306.86 | 11.77 |
| E | 360.67 | 375.06 | 14.39 |
| F | 426.24 | 443.24 | 17.00 |
| G | 491.82 | 511.44 | 19.62 |
| H | 590.18 | 613.72 | 23.54 |
"""

POLICE_2007 = """| Force | 2006-07 £m | Before £m | After £m |
|---|---|---|---|
| Avon and Somerset | 161.8 | 179.8 | 167.9 |
| Bedfordshire | 64.0 | 70.6 | 66.4 |
| Cambridgeshire | 73.8 | 79.2 | 76.5 |
"""

CAPITAL_CHARGING = """| Region | Districts | Finance staff £m | Capital charging £m |
|---|---|---|---|
| Northern | 16 | 0.634 | 0.865 |
| Yorkshire | 16 | 0.711 | 0.920 |
| Trent | 12 | 0.887 | 0.946 |
| East Anglian | 7 | 0.381 | 0.460 |
| North West Thames | 13 | 0.739 | 0.865 |
| North East Thames | 16 | 0.910 | 1.062 |
| South East Thames | 15 | 0.801 | 0.959 |
| South West Thames | 13 | 0.648 | 0.800 |
| Wessex | 10 | 0.532 | 0.643 |
| Oxford | 8 | 0.427 | 0.518 |
| South Western | 11 | 0.631 | 0.738 |
| West Midlands | 22 | 1.016 | 1.288 |
| Mersey | 9 | 0.509 | 0.601 |
| North Western | 19 | 0.869 | 1.108 |
"""
