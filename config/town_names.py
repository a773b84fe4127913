"""What roles, levels and purposes are called in Chinese, as the desk itself calls them: an import file may say so."""

from types import MappingProxyType

ROLES = MappingProxyType(
    {
        "网格员": "grid_worker",
        "网格长": "grid_leader",
        "微网格长": "micro_grid_leader",
        "社区书记": "community_secretary",
        "物业": "property_manager",
        "社区民警": "community_police",
        "社区医生": "health_worker",
        "街道中心": "street_center",
        "楼长": "building_steward",
        "单元长": "unit_steward",
        "志愿者": "volunteer",
        "居民": "resident",
        "部门": "department",
        "审核员": "auditor",
        "隐私负责人": "privacy_officer",
        "专业": "profession",
        "管理员": "admin",
    }
)
LEVELS = MappingProxyType(
    {"区": "district", "街道": "street", "社区": "community", "网格": "grid", "微网格": "micro_grid"}
)
PURPOSES = MappingProxyType(
    {
        "居民群": "residents",
        "工作群": "workers",
        "指挥群": "officials",
        "通知群": "notice",
        "专项群": "special",
        "不用的群": "none",
    }
)
CHINESE = {word: name for names in (ROLES, LEVELS, PURPOSES) for name, word in names.items()}
